/**
 * C0 and C1 controls, DEL, and the characters that reorder or hide text (bidirectional overrides and isolates, zero-width
 * marks, line separators, BOM): an answer or a file name with these could rewrite the screen or lie about itself.
 * U+200D (joiner) stays, emoji are made with it.
 */
// oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/g

/** Text from outside as it may reach the terminal: one line, nothing that the terminal would obey. */
export function plainText(text: string, maxLength = 2_000): string {
  const clean = text.replace(unsafe, ' ').trim()
  if (clean.length <= maxLength) return clean
  return `${clean.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
