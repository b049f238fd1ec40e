/**
 * C0 and C1 controls, DEL, and the characters that reorder or hide text (bidirectional overrides and isolates, zero-width
 * marks, line separators, BOM): an answer or a file name with these could rewrite the screen, fill the clipboard (OSC 52)
 * or lie about itself. U+200D (joiner) stays, emoji are made with it.
 */
// oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/g

/** Line ends and the colours of `Paint`: the only control characters that this program writes. */
// oxlint-disable-next-line no-control-regex -- escape sequences begin with a control character
const ours = /\n|\u001B\[(?:1|2|22|31|32|33|36|39)m/g

/**
 * Text as it may reach the terminal. Whatever is written goes through here, so that nothing from the service, from a file
 * name or a list can control the terminal.
 */
export function terminalText(text: string): string {
  let result = ''
  let from = 0
  for (const { 0: kept, index } of text.matchAll(ours)) {
    result += text.slice(from, index).replace(unsafe, ' ') + kept
    from = index + kept.length
  }
  return result + text.slice(from).replace(unsafe, ' ')
}

/** JSON that a terminal cannot obey either: `JSON.stringify` escapes C0 and nothing else. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (run) => run.split('').map(escaped).join(''))
}

/** Text from outside as a part of a line: a prompt or a message brings neither line ends nor colours along. */
export function plainText(text: string, maxLength = 2_000): string {
  const clean = text.replace(unsafe, ' ').trim()
  if (clean.length <= maxLength) return clean
  return `${clean.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
