import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeholderLanguages } from '../../src/model/placeholders/languages.ts'
import { realLanguages } from './all.ts'
import { documents } from './documents.ts'
import { ours, theirs } from './found-images.ts'

const languages = realLanguages.filter(({ id }) => placeholderLanguages.includes(id))

describe.each(languages)('the images of a document in $id', ({ id, read, wrap = (text: string) => text }) => {
  test('are those that its own parser finds', async () => {
    await fc.assert(
      fc.asyncProperty(documents(id).map(wrap), async (text) => {
        expect(ours(id, text)).toEqual(theirs(await read(text)))
      }),
      { numRuns: id === 'astro' ? 40 : 120 },
    )
  })
})
