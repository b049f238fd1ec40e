/** One line without spaces at its ends: what an alternative text is in every language. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** Alternative text inside of `![…]`. */
export function escapeMarkdown(alt: string): string {
  return oneLine(alt).replace(/[\\[\]`*_<>&~!$|]/g, (character) => `\\${character}`)
}

/** Text inside of a double-quoted attribute; braces are encoded for Svelte, which would read an expression. */
export function escapeAttribute(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '"': '&quot;',
    '<': '&lt;',
    '>': '&gt;',
    '{': '&#123;',
    '}': '&#125;',
  }
  return oneLine(text).replace(/[&"<>{}]/g, (character) => entities[character] ?? character)
}

/** First positional attribute of an AsciiDoc macro; quoted where it would read as more than one. */
export function escapeAsciidoc(alt: string): string {
  const text = oneLine(alt)
  if (!/[",=\]'\\]/.test(text)) return text
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\]/g, '\\]')}"`
}

/** Text in a Typst string. */
export function escapeTypst(text: string): string {
  return oneLine(text).replace(/[\\"]/g, (character) => `\\${character}`)
}
