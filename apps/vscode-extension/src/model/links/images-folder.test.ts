import { expect, test } from 'vitest'
import { imagesFolder } from './images-folder.ts'

test.each([
  ['asciidoc', '= Title\n:imagesdir: img/all/\n\nText', 'img/all'],
  ['asciidoc', 'Text', ''],
  ['asciidoc', ':imagesdir: https://example.com/img', ''],
  ['asciidoc', ':imagesdir: {root}/img', ''],
  ['markdown', ':imagesdir: img', ''],
])('of %s: %j is %j', (languageId, text, folder) => {
  expect(imagesFolder(languageId, text)).toBe(folder)
})
