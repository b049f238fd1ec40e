/** Blanks out a stretch of text. It keeps its length and its lines, so offsets stay true. */
export function blankOut(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** Blanks out what a pattern matches. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, blankOut)
}

export function isBlank(line: string): boolean {
  return line.trim() === ''
}

/** Columns before the first character; a tab reaches the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0
  for (const character of line) {
    if (character === ' ') columns += 1
    else if (character === '\t') columns += 4 - (columns % 4)
    else break
  }
  return columns
}
