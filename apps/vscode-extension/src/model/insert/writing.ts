import { blockLine, frontMatterEnd } from './block-line.ts'
import { isBlankLine, linePrefix } from './line-prefix.ts'
import { endOf, type Position, type Span } from './position.ts'
import type { Lines } from './trace.ts'
import { linkText, linkTo, type LinkSyntax, syntaxOf } from '../links/link-syntax.ts'
import { spacingFor } from '../links/spacing.ts'
import { findImages } from '../placeholders/find-images.ts'
import { placeholderLanguages } from '../placeholders/languages.ts'

/** An image as the document names it. */
export interface Shown {
  readonly path: string
  readonly alt: string
}

/** What is written where. */
export interface Writing {
  readonly span: Span
  /** With `\n`; the editor writes the line ends of the document. */
  readonly text: string
  /** Where the links end: an image that was requested later from the same position follows there. */
  readonly linksEnd: Position
  /** Does a cursor exactly there stay before the text? */
  readonly leavesCursor: boolean
  /** The images' paths, and how they are written. */
  readonly paths: readonly string[]
  readonly syntax: LinkSyntax
}

/** Reading a longer document for one link would take too long. */
const maxProbe = 2_000_000

/** In these languages paragraphs are set apart by blank lines. */
const prose: ReadonlySet<LinkSyntax> = new Set(['markdown', 'asciidoc', 'restructuredtext', 'latex', 'typst'])

/** Links at a position within the text, with what has to stand around them there. */
export function writeInline(languageId: string, lines: Lines, position: Position, images: readonly Shown[]): Writing {
  const line = (number: number): string => (number >= 0 && number < lines.count ? lines.line(number) : '')
  const text = line(position.line)
  const syntax = syntaxAt(languageId, lines, position)
  const { before, after, swallowed } = spacingFor(syntax, {
    before: text.slice(0, position.character),
    after: text.slice(position.character),
    lineAbove: line(position.line - 1),
    lineBelow: line(position.line + 1),
  })
  const prefix = linePrefix(text)
  const isOnlyText = before !== '' || text.slice(prefix.length).trim() === ''
  const links = images.map(({ path, alt }) => linkText(linkTo(syntax, quoted(path, languageId, lines, position), alt)))
  const body = before + links.join(isOnlyText ? '\n' : ' ')
  const linked = body.replace(/\n(?=[^\n])/g, `\n${prefix}`)
  return {
    span: { start: position, end: { line: position.line, character: position.character + swallowed } },
    text: linked + after,
    linksEnd: endOf(position, linked),
    leavesCursor: false,
    paths: images.map(({ path }) => path),
    syntax,
  }
}

/** Links below what was selected, in a separate paragraph. */
export function writeBlock(languageId: string, lines: Lines, position: Position, images: readonly Shown[]): Writing {
  const syntax = syntaxOf(languageId)
  const isMarkdown = syntax === 'markdown'
  const hasParagraphs = prose.has(syntax) || languageId === 'plaintext'
  const last = hasParagraphs ? blockLine(lines, position, isMarkdown) : position.line
  const above = lines.line(last)
  const isAfterMatter = isMarkdown && last === frontMatterEnd(lines)
  const prefix = isAfterMatter ? '' : isMarkdown || syntax === 'restructuredtext' ? linePrefix(above) : indentOf(above)
  const below = last + 1 < lines.count ? lines.line(last + 1) : undefined
  const blank = hasParagraphs ? `${prefix.trimEnd()}\n` : ''
  const links = images.map(({ path, alt }) => linkText(linkTo(syntax, path, alt))).join('\n')
  const body = (isBlankLine(above) ? '' : blank) + links.replace(/^/gm, prefix)
  // At the beginning of the next line, where there is one: a cursor at the end of this line has nothing to do with it.
  const start = below === undefined ? { line: last, character: above.length } : { line: last + 1, character: 0 }
  const written = below === undefined ? `\n${body}` : body
  const tail = below === undefined ? '' : `\n${isBlankLine(below) ? '' : blank}`
  return {
    span: { start, end: start },
    text: written + tail,
    linksEnd: endOf(start, written),
    leavesCursor: below === undefined,
    paths: images.map(({ path }) => path),
    syntax,
  }
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

/** The language's own syntax; in code, comments and front matter, where it would be shown as it is, the path only. */
function syntaxAt(languageId: string, lines: Lines, position: Position): LinkSyntax {
  const syntax = syntaxOf(languageId)
  if (isInFrontMatter(languageId, lines, position)) return 'plain'
  if (!placeholderLanguages.includes(languageId) || syntax === 'asciidoc' || syntax === 'restructuredtext')
    return syntax
  const all = Array.from({ length: lines.count }, (_, number) => lines.line(number))
  const before = [...all.slice(0, position.line), (all[position.line] ?? '').slice(0, position.character)].join('\n')
  const after = [(all[position.line] ?? '').slice(position.character), ...all.slice(position.line + 1)].join('\n')
  if (before.length + after.length > maxProbe) return syntax
  const probe = linkText(linkTo(syntax, 'probe.png', 'probe'))
  const found = findImages(languageId, before + probe + after)
  return found.some(({ start }) => start === before.length) ? syntax : 'plain'
}

function isInFrontMatter(languageId: string, lines: Lines, { line }: Position): boolean {
  const end = syntaxOf(languageId) === 'markdown' ? frontMatterEnd(lines) : undefined
  return end !== undefined && line > 0 && line < end
}

/** A value of YAML or TOML; quoted as both read it where it is more than a plain word. */
function quoted(path: string, languageId: string, lines: Lines, position: Position): string {
  if (!isInFrontMatter(languageId, lines, position)) return path
  const isWithinQuotes = /["']/.test(lines.line(position.line)[position.character - 1] ?? '')
  const isPlain = lines.line(0).startsWith('---') && /^[\w./-]+$/.test(path)
  return isPlain || isWithinQuotes ? path : JSON.stringify(path)
}
