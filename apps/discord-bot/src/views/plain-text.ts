/**
 * A user's words as Discord shows them literally: one line, without invisible characters, without markdown, links and
 * mentions that work.
 */
export function plainText(text: string, maxLength: number): string {
  const visible = visibleLine(text)
  const short = visible.length > maxLength ? `${cut(visible, maxLength - 1)}…` : visible
  return short
    .replaceAll(/[\\*_~`|<>@#:[\]()]/g, String.raw`\$&`)
    .replace(/^([-+])/, String.raw`\$1`)
    .replace(/^(\d+)\./, String.raw`$1\.`)
}

/** Without markdown's escapes: for alt texts, choices and fields, where nothing is interpreted. */
export function visibleLine(text: string, maxLength?: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    // Zero-width and direction marks hide or turn around what follows.
    .replaceAll(/[\p{Cf}\u115F\u1160\u3164\uFFA0]/gu, '')
    .trim()
  return maxLength !== undefined && line.length > maxLength ? `${cut(line, maxLength - 1)}…` : line
}

/** Its beginning, never half of a character that takes two units: Discord refuses a message with one. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
