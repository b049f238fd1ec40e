import { blank } from './blank.ts'

// HTML, Handlebars, Razor, PHP.
const comments = /<!--[\s\S]*?(?:-->|$(?![\s\S]))|\{\{!--[\s\S]*?--\}\}|@\*[\s\S]*?\*@|<\?[\s\S]*?(?:\?>|$(?![\s\S]))/g
/** Elements whose content is not markup. */
const rawText = /(?<=<(script|style|textarea|title)\b[^>]*>)[\s\S]*?(?=<\/\1\s*>|$(?![\s\S]))/gi
/** The script at the top of an Astro component. */
const frontMatter = /^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/

/** Blanks out comments and code of HTML and its relatives. */
export function hideMarkup(text: string): string {
  return blank(blank(blank(text, frontMatter), comments), rawText)
}

const jsxComments = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/g

/** Blanks out comments of JavaScript. */
export function hideScriptComments(text: string): string {
  return blank(text, jsxComments)
}
