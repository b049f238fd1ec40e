import { blank, blankOut, isBlank } from './blank.ts'

/** Listings, literals, comments and passthroughs, up to the same delimiter. */
const blocks = /^(-{4,}|\.{4,}|\/{4,}|\+{4,}|```)[^\n]*\n(?:[\s\S]*?^\1[ \t]*$|[\s\S]*)/gm
const lineComments = /^\/\/(?!\/)[^\n]*/gm

/** Blanks out what AsciiDoc shows as it is, or not at all. */
export function hideAsciidoc(text: string): string {
  let isLiteral = false
  let isAfterBlank = true
  return blank(blank(text, blocks), lineComments)
    .split('\n')
    .map((line) => {
      // A paragraph that begins with an indented line is literal, to its end.
      isLiteral = !isBlank(line) && (isAfterBlank ? /^[ \t]+(?![*.-]+[ \t]|\d+\.[ \t])/.test(line) : isLiteral)
      isAfterBlank = isBlank(line)
      return isLiteral ? blankOut(line) : line
    })
    .join('\n')
}
