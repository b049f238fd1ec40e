const titleLength = 140

/** The beginning of a prompt, in one line. */
export function clipped(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim()
  if (line.length <= titleLength) return line
  // Not half of a character.
  return `${line.slice(0, titleLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
