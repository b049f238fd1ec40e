/** One line without spaces at its ends: what an alternative text is in every language. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/**
 * Alternative text inside of `![…]`. More than CommonMark needs: MDX reads braces as code, Pandoc `^` as superscript and
 * `@name` as a citation, and all of them read the escapes as the plain character.
 */
export function escapeMarkdown(alt: string): string {
  return oneLine(alt).replace(/[\\[\]`*_<>&~!$|{}^]|(?<!\w)@(?=\w)/g, (character) => `\\${character}`)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
  '{': '&#123;',
  '}': '&#125;',
  '@': '&#64;',
}

/** Text inside of a double-quoted attribute; Svelte and Handlebars would read braces as code, Razor an `@`. */
export function escapeAttribute(text: string): string {
  return oneLine(text).replace(/[&"<>{}@]/g, (character) => entities[character] ?? character)
}

/** First positional attribute of an AsciiDoc macro; quoted where it would read as more than one. */
export function escapeAsciidoc(alt: string): string {
  const text = oneLine(alt)
    // References to attributes are replaced before anything else is read.
    .replace(/\{(?=\w[\w-]*\}|(?:set|counter2?):)/g, '\\{')
  if (!/[",='\]]/.test(text)) return text
  // A backslash at the end would escape the quote; others stand for themselves.
  return `"${text.replace(/"/g, '\\"').replace(/\\$/, '\\ ')}"`
}

/** Text in a Typst string. */
export function escapeTypst(text: string): string {
  return oneLine(text).replace(/[\\"]/g, (character) => `\\${character}`)
}
