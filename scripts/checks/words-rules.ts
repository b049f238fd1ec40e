import { parseSync, Visitor } from 'oxc-parser'

const scopes = ['everywhere', 'names', 'sentences', 'comment starts'] as const

type Scope = (typeof scopes)[number]

/** A word or phrase of the vocabulary table in `docs/guides/writing.md`. */
export interface Word {
  readonly instead: string
  readonly write: string
  /**
   * `names`: wrong in identifiers and paths, fine in sentences. `sentences`: wrong in Markdown, comments and test titles, and
   * fine in names and in messages. `comment starts`: wrong as the first word of a comment.
   */
  readonly where: Scope
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
    const scope = scopes.find((known) => known === where)
    if (scope === undefined) throw new Error(`\`${instead}\`: write ${scopes.join(', ')}.`)
    words.push(...instead.split(',').map((word) => ({ instead: word.trim(), write, where: scope })))
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
  const wrongIn = (scope: Scope): Word[] => vocabulary.filter(({ where }) => where === scope)
  const uses = usesIn(0, clean(path), [...wrongIn('everywhere'), ...wrongIn('names')])
  const lines = clean(text).split('\n')
  for (const [index, line] of lines.entries()) uses.push(...usesIn(index + 1, line, wrongIn('everywhere')))
  const { names, comments, titles } = readSource(path, text)
  for (const [line, texts] of names) uses.push(...usesIn(line, clean(texts.join('\n')), wrongIn('names')))
  const sentences = path.endsWith('.md') ? [{ first: 1, last: lines.length }] : [...comments, ...titles]
  for (const line of new Set(sentences.flatMap(({ first, last }) => range(first, last)))) {
    uses.push(...usesIn(line, lines[line - 1] ?? '', wrongIn('sentences')))
  }
  for (const { first, start } of comments) {
    uses.push(...usesIn(first, start, wrongIn('comment starts')))
  }
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

/** Names are split into words, except for `sentences`: `takeBack` is not the phrase "take back". */
function usesIn(line: number, text: string, words: readonly Word[]): WordUse[] {
  const spaced = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' ')
  return words
    .filter((word) => patternOf(word).test(word.where === 'sentences' ? text : spaced))
    .map((word) => ({ line, word }))
}

const patterns = new Map<string, RegExp>()

/** `…` in a phrase is one or two words. */
function patternOf({ instead }: Word): RegExp {
  const known = patterns.get(instead) ?? new RegExp(`\\b${instead.replaceAll('…', String.raw`\S+(?: \S+)?`)}\\b`, 'i')
  patterns.set(instead, known)
  return known
}

interface Lines {
  readonly first: number
  readonly last: number
}

interface Source {
  /** Identifiers by line. */
  readonly names: ReadonlyMap<number, readonly string[]>
  /** With their first word. */
  readonly comments: readonly (Lines & { readonly start: string })[]
  /** First arguments of `test`, `it` and `describe`; the cases of `each` aren't titles. */
  readonly titles: readonly Lines[]
}

function readSource(path: string, text: string): Source {
  if (!/\.(?:ts|tsx|mjs|js)$/.test(path)) return { names: new Map(), comments: [], titles: [] }
  // If a file doesn't parse, this reads the part that does: other checks report the mistake.
  const { program, comments } = parseSync(path, text)
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  const linesOf = ({ start, end }: { readonly start: number; readonly end: number }): Lines => ({
    first: lineAt(lineStarts, start),
    last: lineAt(lineStarts, end),
  })
  const names = new Map<number, string[]>()
  const titles: Lines[] = []
  const add = ({ name, start }: { readonly name: string; readonly start: number }): void => {
    const line = lineAt(lineStarts, start)
    names.set(line, [...(names.get(line) ?? []), name])
  }
  new Visitor({
    Identifier: add,
    PrivateIdentifier: add,
    CallExpression: ({ callee, arguments: [title] }) => {
      const called = text.slice(callee.start, callee.end)
      if (title !== undefined && /^(?:test|it|describe)\b(?!.*\.each$)/s.test(called)) titles.push(linesOf(title))
    },
  }).visit(program)
  return {
    names,
    titles,
    comments: comments.map((comment) => ({
      ...linesOf(comment),
      start: /^[\s*]*([A-Za-z]+)/.exec(comment.value)?.[1] ?? '',
    })),
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
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
