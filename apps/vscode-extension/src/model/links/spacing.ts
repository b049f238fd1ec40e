import type { LinkSyntax } from './link-syntax.ts'

/** Languages in which an image is a separate block; within a paragraph its text would be shown as it is. */
const blockLanguages: ReadonlySet<LinkSyntax> = new Set(['asciidoc', 'restructuredtext'])

/** What stands around the place of a link: on its line, and on the next ones. */
export interface Surroundings {
  readonly before: string
  readonly after: string
  readonly lineAbove: string
  readonly lineBelow: string
}

export interface Spacing {
  readonly before: string
  readonly after: string
  /** Spaces after the place that have to go: at the start of a line they would be indentation. */
  readonly swallowed: number
}

/** What has to be written around a link so that the language takes it for an image. */
export function spacingFor(syntax: LinkSyntax, { before, after, lineAbove, lineBelow }: Surroundings): Spacing {
  if (!blockLanguages.has(syntax)) return { before: '', after: '', swallowed: 0 }
  const isFirst = before.trim() === ''
  const isLast = after.trim() === ''
  return {
    before: isFirst ? (lineAbove.trim() === '' ? '' : '\n') : '\n\n',
    after: isLast ? (lineBelow.trim() === '' ? '' : '\n') : '\n\n',
    swallowed: isLast ? 0 : after.length - after.trimStart().length,
  }
}
