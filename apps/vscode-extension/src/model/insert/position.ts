export interface Position {
  readonly line: number
  readonly character: number
}

export interface Span {
  readonly start: Position
  readonly end: Position
}

/**
 * Where a position is after a span of the text was replaced. Text inserted exactly there comes after it: what a user types
 * on after a request follows the image.
 *
 * @param pushes Text inserted exactly there comes before it: an image that was requested earlier from the same position.
 */
export function moved(position: Position, { start, end }: Span, text: string, pushes = false): Position {
  if (isBefore(position, start)) return position
  if (samePosition(position, start) && !(pushes && samePosition(start, end))) return position
  const endOfText = endOf(start, text)
  // A position within what was replaced goes to the end of what came instead.
  if (isBefore(position, end)) return endOfText
  return {
    line: position.line + endOfText.line - end.line,
    character:
      position.line === end.line ? position.character - end.character + endOfText.character : position.character,
  }
}

/** Does a change take away the text around a position, or all of its line before it? */
export function isUprooted(position: Position, { start, end }: Span): boolean {
  if (!isBefore(start, position) || isBefore(end, position)) return false
  const isWholeLine = isBefore(start, { line: position.line, character: 1 })
  return isWholeLine || !samePosition(end, position)
}

/** Where a text ends that is written at a position. */
export function endOf(start: Position, text: string): Position {
  const lines = text.split(/\r\n|\r|\n/)
  const { length } = lines.at(-1) ?? ''
  return {
    line: start.line + lines.length - 1,
    character: lines.length === 1 ? start.character + length : length,
  }
}

export function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}
