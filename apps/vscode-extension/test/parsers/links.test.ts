import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkText, linkTo, syntaxOf } from '../../src/model/links/link-syntax.ts'
import { spacingFor } from '../../src/model/links/spacing.ts'
import { readAsciidocBlocks } from './asciidoc.ts'
import { realLanguages } from './all.ts'
import { altText, filePath } from './arbitrary.ts'
import { hasDocutils, readRestructuredtext } from './restructuredtext.ts'

/** Languages whose syntax has no place for an alternative text. */
const silent: ReadonlySet<string> = new Set(['latex', 'css'])

/** The file that a reference leads to; LaTeX takes names as they are. */
function fileOf(id: string, src: string): string {
  if (id === 'latex') return src
  return decodeURIComponent(src.replace(/^\.\//, ''))
}

function written(id: string, file: string, alt: string, [before, after]: Place): string {
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
const places: readonly Place[] = [
  ['', ''],
  ['', '\n'],
  ['Some text.\n\n', '\n\nMore text.\n'],
  ['Some text ', ' and more text.\n'],
  ['First line\n', '\nlast line.\n'],
]

describe.each(realLanguages)('a link in $id', ({ id, read, wrap = (text: string) => text }) => {
  test('leads its own parser to the file, with the alternative text', async () => {
    const place = fc.constantFrom(...(id === 'css' ? places.slice(0, 1) : places))
    await fc.assert(
      fc.asyncProperty(filePath, altText, place, async (file, alt, around) => {
        fc.pre(id !== 'latex' || !file.includes('"'))
        const seen = await (id === 'asciidoc' ? readAsciidocBlocks : read)(wrap(written(id, file, alt, around)))
        const found = seen.map((image) => [fileOf(id, image.src), image.alt.trim()])
        expect(found).toEqual([[file, silent.has(id) ? '' : alt]])
      }),
      { numRuns: id === 'astro' ? 40 : 120 },
    )
  })
})

test.runIf(hasDocutils)('a link in restructuredtext leads docutils to the file, with the alternative text', () => {
  const cases = fc.sample(fc.tuple(filePath, altText, fc.constantFrom(...places)), 200)
  const seen = readRestructuredtext(cases.map(([file, alt, around]) => written('restructuredtext', file, alt, around)))
  expect(seen.map((images) => images.map(({ src, alt }) => [fileOf('', src), alt]))).toEqual(
    cases.map(([file, alt]) => [[file, alt]]),
  )
})
