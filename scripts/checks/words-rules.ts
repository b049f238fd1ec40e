import { parseSync, Visitor } from 'oxc-parser'

/** A word or phrase of the vocabulary table in `docs/guides/writing.md`. */
export interface Word {
  readonly instead: string
  readonly write: string
  /** `names`: wrong in identifiers and paths, fine in sentences. */
  readonly where: 'everywhere' | 'names'
}

/** A phrase that may stay in the files whose path matches. */
export interface AllowedPhrase {
  readonly path?: RegExp
  /** With the flag `g`. */
  readonly phrase: RegExp
  readonly reason: string
}

export interface WordUse {
  readonly line: number
  readonly word: Word
}

/**
 * The words of the Markdown table whose header is `instead of | write | where`.
 *
 * @throws {Error} When the table is missing or a row does not say where a word is wrong.
 */
export function readVocabulary(markdown: string): Word[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
  const first = rows.findIndex((row) => cellsOf(row).join() === 'instead of,write,where')
  if (first === -1) throw new Error('There is no table `instead of | write | where`.')
  const words: Word[] = []
  for (const row of rows.slice(first + 2)) {
    const [instead = '', write = '', where] = cellsOf(row)
    if (cellsOf(row).length !== 3) break
    if (where !== 'everywhere' && where !== 'names') throw new Error(`\`${instead}\`: write everywhere or names.`)
    words.push(...instead.split(',').map((word) => ({ instead: word.trim(), write, where }) as const))
  }
  return words
}

/** Where a file uses words of the vocabulary: once per line and word. The path counts as line 0. */
export function wordUses(
  path: string,
  text: string,
  vocabulary: readonly Word[],
  allowed: readonly AllowedPhrase[],
): WordUse[] {
  const clean = (raw: string): string =>
    allowed
      .filter((phrase) => phrase.path?.test(path) ?? true)
      .reduce((rest, { phrase }) => rest.replace(phrase, (match) => match.replaceAll(/[^\n]/g, ' ')), raw)
  const everywhere = vocabulary.filter(({ where }) => where === 'everywhere')
  const uses = usesIn(0, clean(path), vocabulary)
  for (const [index, line] of clean(text).split('\n').entries()) uses.push(...usesIn(index + 1, line, everywhere))
  const inNames = vocabulary.filter(({ where }) => where === 'names')
  for (const [line, names] of namesByLine(path, text)) uses.push(...usesIn(line, clean(names.join('\n')), inNames))
  return uses.toSorted((one, other) => one.line - other.line)
}

/** Allowed phrases that no file needs. */
export function unusedPhrases(
  files: readonly (readonly [path: string, text: string])[],
  allowed: readonly AllowedPhrase[],
): AllowedPhrase[] {
  return allowed.filter(
    ({ path, phrase }) => !files.some((file) => (path?.test(file[0]) ?? true) && file.join('\n').search(phrase) !== -1),
  )
}

function usesIn(line: number, text: string, words: readonly Word[]): WordUse[] {
  const spaced = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' ')
  return words.filter((word) => patternOf(word).test(spaced)).map((word) => ({ line, word }))
}

const patterns = new Map<string, RegExp>()

function patternOf({ instead }: Word): RegExp {
  const known = patterns.get(instead) ?? new RegExp(`\\b${instead}\\b`, 'i')
  patterns.set(instead, known)
  return known
}

/** The identifiers of a source file, by line. */
function namesByLine(path: string, text: string): Map<number, string[]> {
  const names = new Map<number, string[]>()
  if (!/\.(?:ts|tsx|mjs|js)$/.test(path)) return names
  // Of a file that doesn't parse only what parses: other checks report the mistake.
  const { program } = parseSync(path, text)
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  const add = ({ name, start }: { readonly name: string; readonly start: number }): void => {
    const line = lineAt(lineStarts, start)
    names.set(line, [...(names.get(line) ?? []), name])
  }
  new Visitor({ Identifier: add, PrivateIdentifier: add }).visit(program)
  return names
}

/** Binary search: files have thousands of names. */
function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0
  let high = lineStarts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
