import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePath } from '../../src/model/links/encode-path.ts'
import { findImages } from '../../src/model/placeholders/find-images.ts'
import { placeholderLanguages } from '../../src/model/placeholders/languages.ts'
import { realLanguages } from './all.ts'
import { documents } from './documents.ts'
import type { SeenImage } from './read-images.ts'
import { hasDocutils, readRestructuredtext } from './restructuredtext.ts'

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
const line = (alt: string, path: string): string => `${tidy(alt)} @ ${path}`
const ours = (id: string, text: string): string[] =>
  findImages(id, text)
    .map(({ alt, path }) => line(alt, path))
    .toSorted()
const theirs = (images: readonly SeenImage[]): string[] =>
  images.map(({ alt, src }) => line(alt, decodePath(src))).toSorted()

const languages = realLanguages.filter(({ id }) => placeholderLanguages.includes(id))

describe.each(languages)('the pictures of a document in $id', ({ id, read, wrap = (text: string) => text }) => {
  test('are those that its own parser finds', async () => {
    await fc.assert(
      fc.asyncProperty(documents(id).map(wrap), async (text) => {
        expect(ours(id, text)).toEqual(theirs(await read(text)))
      }),
      { numRuns: id === 'astro' ? 40 : 120 },
    )
  })
})

test.runIf(hasDocutils)('the pictures of a document in restructuredtext are those that docutils finds', () => {
  const texts = fc.sample(documents('restructuredtext'), 150)
  expect(texts.map((text) => ours('restructuredtext', text))).toEqual(readRestructuredtext(texts).map(theirs))
})
