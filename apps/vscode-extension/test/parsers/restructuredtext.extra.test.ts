import fc from 'fast-check'
import { expect, test } from 'vitest'
import { altText, filePath } from './arbitrary.ts'
import { documents } from './documents.ts'
import { ours, theirs } from './found-images.ts'
import { readRestructuredtext } from './restructuredtext.ts'
import { fileOf, positions, written } from './written-link.ts'

test('a link in restructuredtext leads docutils to the file, with the alternative text', () => {
  const cases = fc.sample(fc.tuple(filePath, altText, fc.constantFrom(...positions)), 200)
  const seen = readRestructuredtext(cases.map(([file, alt, around]) => written('restructuredtext', file, alt, around)))
  expect(seen.map((images) => images.map(({ src, alt }) => [fileOf('', src), alt]))).toEqual(
    cases.map(([file, alt]) => [[file, alt]]),
  )
})

test('the images of a document in restructuredtext are those that docutils finds', () => {
  const texts = fc.sample(documents('restructuredtext'), 150)
  expect(texts.map((text) => ours('restructuredtext', text))).toEqual(readRestructuredtext(texts).map(theirs))
})
