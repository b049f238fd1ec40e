import type { Position } from './position.ts'

/** The lines of a document, as the editor counts them. */
export interface Lines {
  readonly count: number
  /** Without its line end. */
  line(number: number): string
}

/** What a position looked like, by digests: the text of documents does not belong in the records of jobs. */
export interface Trace extends Position {
  readonly lineDigest: string
  /** Digest of the text before the position on its line. Records of earlier versions have only the digest of the line. */
  readonly before?: string
  /** Digest of the text after the position on its line. */
  readonly after?: string
  readonly afterLength?: number
  readonly above?: string
  readonly below?: string
}

export type Digest = (text: string) => string

export function traceOf(lines: Lines, { line, character }: Position, digest: Digest): Required<Trace> {
  const text = lineAt(lines, line)
  return {
    line,
    character,
    lineDigest: digest(text),
    before: digest(text.slice(0, character)),
    after: digest(text.slice(character)),
    afterLength: Math.max(0, text.length - character),
    above: digest(lineAt(lines, line - 1)),
    below: digest(lineAt(lines, line + 1)),
  }
}

/**
 * Finds a position again in a text that was changed unseen, as after a reload: by its line, or by what is left of the line
 * between its neighbours.
 *
 * @returns `undefined` where no line, or more than one, can be the right one
 */
export function findTrace(lines: Lines, trace: Trace, digest: Digest): Position | undefined {
  const empty = digest('')
  let best: Position | undefined
  let bestScore = 0
  let isUnique = false
  const found = new Map<number, string>()
  const digestAt = (line: number): string => {
    const known = found.get(line)
    if (known !== undefined) return known
    const made = digest(lineAt(lines, line))
    found.set(line, made)
    return made
  }
  const context = (own: string, recorded: string | undefined): number =>
    own === recorded ? (own === empty ? 1 : 3) : 0

  for (let line = 0; line < lines.count; line++) {
    const isSame = digestAt(line) === trace.lineDigest
    const around = context(digestAt(line - 1), trace.above) + context(digestAt(line + 1), trace.below)
    const character = isSame ? trace.character : changedLine(lines.line(line), trace, digest, empty)
    if (character === undefined) continue
    const isDistinctive = isSame && trace.lineDigest !== empty
    // An empty line, or one that was changed, is known only by its neighbours.
    if (!isDistinctive && around < 2) continue
    const own = isDistinctive ? 6 : isSame ? 3 : 2
    const score = own * 10 + around * 10 + (line === trace.line ? 5 : 0)
    if (score < bestScore) continue
    isUnique = score > bestScore
    bestScore = score
    best = { line, character }
  }
  return isUnique ? best : undefined
}

/** Something was typed on the line, before or after the position. */
function changedLine(text: string, trace: Trace, digest: Digest, empty: string): number | undefined {
  const { character, before, after, afterLength = 0 } = trace
  if (before !== undefined && before !== empty && digest(text.slice(0, character)) === before) return character
  const fromEnd = text.length - afterLength
  if (after !== undefined && after !== empty && fromEnd >= 0 && digest(text.slice(fromEnd)) === after) return fromEnd
  // An empty line that words were typed on: they were typed after the position.
  return before === empty && after === empty ? 0 : undefined
}

/** Above the first line and below the last one stands what no document holds. */
function lineAt(lines: Lines, number: number): string {
  return number >= 0 && number < lines.count ? lines.line(number) : '\0'
}
