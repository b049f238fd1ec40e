import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAsciidocBlocks } from './asciidoc.ts'
import { realLanguages } from './all.ts'
import { altText, filePath } from './arbitrary.ts'
import { fileOf, positions, written } from './written-link.ts'

/** Languages whose syntax has no place for an alternative text. */
const silent: ReadonlySet<string> = new Set(['latex', 'css'])

describe.each(realLanguages)('a link in $id', ({ id, read, wrap = (text: string) => text }) => {
  test('leads its own parser to the file, with the alternative text', async () => {
    const place = fc.constantFrom(...(id === 'css' ? positions.slice(0, 1) : positions))
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
