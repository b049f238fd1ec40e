import { isBlankLine, linePrefix } from './line-prefix.ts'
import type { Position } from './position.ts'
import type { Lines } from './trace.ts'

const fence = /^(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(`{3,}(?=[^`]*$)|~{3,})/
const tableRule = /^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$|^[\s>]*\|\s*:?-+:?\s*\|\s*$/
/** Lines that begin a separate block, whatever stands above them. */
const newBlock = /^[\s>]*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|`{3}|~{3}|:::|<\/?[a-z]|={4}|\|===)/i
const underline = /^\s*(?:=+|-+)\s*$/
const anyUnderline = /^([-=~^"'`*+#])\1*\s*$/

/**
 * The line below which a block can stand that belongs to a selection: below the line itself when the selection ends its
 * sentence, else below the paragraph; never within a table, a block of code or the front matter.
 *
 * @param isMarkdown Has the language fences, tables and front matter?
 */
export function blockLine(lines: Lines, { line, character }: Position, isMarkdown: boolean): number {
  const unbroken = isMarkdown ? (endOfUnbroken(lines, line) ?? endOfTable(lines, line)) : undefined
  if (unbroken !== undefined) return unbroken
  const isEndOfText = !/[\p{L}\p{N}]/u.test(lines.line(line).slice(character))
  const last = isEndOfText ? line : endOfParagraph(lines, line)
  const isTitle = isUnderlined(lines, last, isMarkdown ? underline : anyUnderline)
  return isTitle ? last + 1 : last
}

/** Front matter and blocks of code. */
function endOfUnbroken(lines: Lines, line: number): number | undefined {
  const end = frontMatterEnd(lines)
  if (end !== undefined && line <= end) return end
  let open: string | undefined
  for (let number = (end ?? -1) + 1; number < lines.count; number++) {
    const text = lines.line(number)
    if (open === undefined) {
      if (number > line) return undefined
      open = fence.exec(text)?.[1]
    } else if (closes(text, open)) {
      if (number >= line) return number
      open = undefined
    }
  }
  return open === undefined ? undefined : lines.count - 1
}

/** The last line of the front matter: of `---` for YAML, of `+++` for TOML. */
export function frontMatterEnd(lines: Lines): number | undefined {
  const mark = lines.line(0).trimEnd()
  if (mark !== '---' && mark !== '+++') return undefined
  for (let number = 1; number < lines.count; number++) if (lines.line(number).trimEnd() === mark) return number
  return undefined
}

function closes(line: string, open: string): boolean {
  const bare = line.replace(/^[ \t>]*/, '').trimEnd()
  return bare.length >= open.length && bare === (open[0] ?? '').repeat(bare.length)
}

function endOfTable(lines: Lines, line: number): number | undefined {
  if (!lines.line(line).includes('|')) return undefined
  let from = line
  let to = line
  while (from > 0 && lines.line(from - 1).includes('|')) from--
  while (to + 1 < lines.count && lines.line(to + 1).includes('|')) to++
  for (let number = from; number <= to; number++) if (tableRule.test(lines.line(number))) return to
  return undefined
}

function endOfParagraph(lines: Lines, line: number): number {
  let end = line
  const isQuoted = linePrefix(lines.line(line)).includes('>')
  while (end + 1 < lines.count) {
    const next = lines.line(end + 1)
    const isOther = isBlankLine(next) || newBlock.test(next) || linePrefix(next).includes('>') !== isQuoted
    if (isOther) break
    end++
  }
  return end
}

/** A title that is marked by the line below it. */
function isUnderlined(lines: Lines, line: number, mark: RegExp): boolean {
  return line + 1 < lines.count && !isBlankLine(lines.line(line)) && mark.test(lines.line(line + 1))
}
