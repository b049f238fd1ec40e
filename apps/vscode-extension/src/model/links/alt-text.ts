/**
 * The alternative text of an image that was made from a prompt: one line, without the full stop at its end, which screen
 * readers would read out before the sentence continues.
 */
export function altText(prompt: string): string {
  const text = prompt.replace(/\s+/g, ' ').trim()
  const bare = text.replace(/[\s.。．｡]+$/u, '')
  return bare === '' ? text : bare
}
