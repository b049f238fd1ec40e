export interface Place {
  readonly line: number
  readonly character: number
}

export interface Span {
  readonly start: Place
  readonly end: Place
}

/**
 * Where a place is after a span of the text was replaced. Text inserted exactly there comes after it: what a user types
 * on after a request follows the image.
 *
 * @param pushes Text inserted exactly there comes before it: an image that was requested earlier from the same place.
 */
export function moved(place: Place, { start, end }: Span, text: string, pushes = false): Place {
  if (isBefore(place, start)) return place
  if (samePosition(place, start) && !(pushes && samePosition(start, end))) return place
  const endOfText = endOf(start, text)
  // A place within what was replaced goes to the end of what came instead.
  if (isBefore(place, end)) return endOfText
  return {
    line: place.line + endOfText.line - end.line,
    character: place.line === end.line ? place.character - end.character + endOfText.character : place.character,
  }
}

/** Does a change take away the text around a place, or all of its line before it? */
export function isUprooted(place: Place, { start, end }: Span): boolean {
  if (!isBefore(start, place) || isBefore(end, place)) return false
  const isWholeLine = isBefore(start, { line: place.line, character: 1 })
  return isWholeLine || !samePosition(end, place)
}

/** Where a text ends that is written at a place. */
export function endOf(start: Place, text: string): Place {
  const lines = text.split(/\r\n|\r|\n/)
  const { length } = lines.at(-1) ?? ''
  return {
    line: start.line + lines.length - 1,
    character: lines.length === 1 ? start.character + length : length,
  }
}

export function samePosition(a: Place, b: Place): boolean {
  return a.line === b.line && a.character === b.character
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}
