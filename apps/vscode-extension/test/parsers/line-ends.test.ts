import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findImages } from '../../src/model/placeholders/find-images.ts'
import { placeholderLanguages } from '../../src/model/placeholders/languages.ts'
import { documents } from './documents.ts'

const ids = ['markdown', 'mdx', 'html', 'vue', 'svelte', 'astro', 'typescriptreact', 'asciidoc', 'restructuredtext']

describe.each(ids.filter((id) => placeholderLanguages.includes(id)))('in %s', (id) => {
  test('a document with the line ends of Windows has the same images at the same places', () => {
    fc.assert(
      fc.property(documents(id), (text) => {
        const windows = text.replaceAll('\n', '\r\n')
        const shifted = (offset: number): number => offset + text.slice(0, offset).split('\n').length - 1
        const expected = findImages(id, text).map((image) => ({
          ...image,
          start: shifted(image.start),
          end: shifted(image.end),
          pathStart: shifted(image.pathStart),
          pathEnd: shifted(image.pathEnd),
        }))
        expect(findImages(id, windows)).toEqual(expected)
      }),
    )
  })
})
