export interface Place {
  readonly line: number
  readonly character: number
}

/** Where a place is after a piece of the text was replaced. Text inserted exactly there pushes it along. */
export function moved(place: Place, replaced: { readonly start: Place; readonly end: Place }, text: string): Place {
  if (isBefore(place, replaced.start)) return place
  const inserted = text.split(/\r\n|\r|\n/)
  const lastLine = inserted.at(-1) ?? ''
  const endOfText = {
    line: replaced.start.line + inserted.length - 1,
    character: (inserted.length === 1 ? replaced.start.character : 0) + lastLine.length,
  }
  // A place within what was replaced goes to the end of what came instead.
  if (isBefore(place, replaced.end)) return endOfText
  return {
    line: place.line + endOfText.line - replaced.end.line,
    character:
      place.line === replaced.end.line
        ? place.character - replaced.end.character + endOfText.character
        : place.character,
  }
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}
