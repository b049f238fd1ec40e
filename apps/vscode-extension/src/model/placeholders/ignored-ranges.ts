import type { LinkSyntax } from '../links/link-syntax.ts'

/**
 * Blanks out what only looks like a picture: code and comments. The text keeps its length, so offsets stay true.
 */
export function withoutCode(text: string, syntax: LinkSyntax): string {
  if (syntax === 'markdown') {
    return blank(blank(blank(text, fences), comments), inlineCode)
  }
  if (syntax === 'html') return blank(text, comments)
  if (syntax === 'jsx') return blank(text, jsxComments)
  if (syntax === 'asciidoc') return blank(text, asciidocBlocks)
  return text
}

// A fence is closed by at least as many of the same characters, or by the end of the document.
const fences = /^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?(?: {0,3}\1[`~]*[ \t]*(?=\n|$)|[^\n]*$(?![\s\S]))/gm
const inlineCode = /(?<![\\`])(`+)(?!`)(?:(?!\n\n)[\s\S])*?(?<!`)\1(?!`)/g
const comments = /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g
const jsxComments = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/g
const asciidocBlocks = /^(-{4,}|\.{4,}|\/{4,})\n[\s\S]*?^\1$|^\/\/[^\n]*/gm

function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '))
}
