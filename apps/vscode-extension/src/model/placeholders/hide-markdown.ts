import { blank, blankOut, indentOf, isBlank } from './blank.ts'

const comments = /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g
const mdxComments = /\{\s*\/\*[\s\S]*?\*\/\s*\}/g
const inlineCode = /(?<![\\`])(`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\1(?!`)/g
/** Indentation, quotes and list markers may precede a fence. */
const fence = /^(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(`{3,}(?=[^`]*$)|~{3,})/
const listItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/

/** Blanks out code and comments of Markdown; MDX has no indented code and comments of its own. */
export function hideMarkdown(text: string, isMdx: boolean): string {
  const visible = hideCodeBlocks(text, !isMdx)
  return blank(blank(visible, isMdx ? mdxComments : comments), inlineCode)
}

function hideCodeBlocks(text: string, hasIndentedCode: boolean): string {
  let open: string | undefined
  // Where the text of the list item begins that the line may belong to; 0 outside of lists.
  let content = 0
  let isAfterBlank = true
  let isCode = false
  return text
    .split('\n')
    .map((line) => {
      if (open !== undefined) {
        if (closes(line, open)) open = undefined
        return blankOut(line)
      }
      if (isBlank(line)) {
        isAfterBlank = true
        return line
      }
      const item = listItem.exec(line)
      const indent = indentOf(line)
      if (isAfterBlank && indent < content && item === null) content = 0
      isCode = hasIndentedCode && indent >= content + 4 && (isAfterBlank || isCode)
      isAfterBlank = false
      if (isCode) return blankOut(line)
      open = fence.exec(line)?.[1]
      if (open !== undefined) return blankOut(line)
      if (item !== null) content = indentOf(item[0].replace(/\S/g, ' '))
      return line
    })
    .join('\n')
}

/** At least as many of the same characters, and nothing else. */
function closes(line: string, open: string): boolean {
  const bare = line.replace(/^[ \t>]*/, '').trimEnd()
  return bare.length >= open.length && bare === (open[0] ?? '').repeat(bare.length)
}
