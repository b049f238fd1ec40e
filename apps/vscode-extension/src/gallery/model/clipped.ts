const maxLength = 140

/** The beginning of a prompt, in one line. */
export function clipped(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim()
  if (line.length <= maxLength) return line
  // Not half of a character.
  return `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
