import { linkText, linkTo, syntaxOf } from '../../src/model/links/link-syntax.ts'
import { spacingFor } from '../../src/model/links/spacing.ts'

/** The file that a reference leads to; LaTeX takes names as they are. */
export function fileOf(id: string, src: string): string {
  if (id === 'latex') return src
  return decodeURIComponent(src.replace(/^\.\//, ''))
}

/** A link as the extension writes it, with what stands around it. */
export function written(id: string, file: string, alt: string, [before, after]: Place): string {
  const lines = { before: before.split('\n'), after: after.split('\n') }
  const spacing = spacingFor(syntaxOf(id), {
    before: lines.before.at(-1) ?? '',
    after: lines.after[0] ?? '',
    lineAbove: lines.before.at(-2) ?? '',
    lineBelow: lines.after[1] ?? '',
  })
  const link = linkText(linkTo(syntaxOf(id), file, alt))
  return before + spacing.before + link + spacing.after + after.slice(spacing.swallowed)
}

type Place = readonly [before: string, after: string]

/** Where the cursor may stand in prose. */
export const places: readonly Place[] = [
  ['', ''],
  ['', '\n'],
  ['Some text.\n\n', '\n\nMore text.\n'],
  ['Some text ', ' and more text.\n'],
  ['First line\n', '\nlast line.\n'],
]
