import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileUri } from './file-uri.ts'

test.each([
  ['/home/ada/fox.png', 'file:///home/ada/fox.png'],
  ['/a b/100%/#1?.png', 'file:///a%20b/100%25/%231%3F.png'],
  [String.raw`/a\b.png`, 'file:///a%5Cb.png'],
  [String.raw`C:\Users\ada\a b.png`, 'file:///C:/Users/ada/a%20b.png'],
  ['C:/x.png', 'file:///C:/x.png'],
])('the URI of %s is %s', (path, uri) => {
  expect(fileUri(path)).toBe(uri)
})

test('Node reads every path back as it was', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/\0]|^\.{1,2}$/.test(text))
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const path = `/${names.join('/')}`
      expect(fileURLToPath(fileUri(path))).toBe(fileURLToPath(pathToFileURL(path)))
    }),
  )
})
