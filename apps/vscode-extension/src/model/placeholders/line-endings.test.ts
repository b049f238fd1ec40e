import { expect, test } from 'vitest'
import { findImages } from './find-images.ts'

const markdown = [
  '# A fox',
  '',
  '![a red fox](img/fox.png)',
  '<!--',
  '![no](no.png)',
  '-->',
  '```md',
  '![no](no.png)',
  '```',
  '<img',
  '  src="img/two.png"',
  '  alt="two foxes">',
  '',
  '    ![no](no.png)',
  '',
]
const found = ['a red fox @ img/fox.png', 'two foxes @ img/two.png']

test.each([
  ['markdown', markdown, found],
  ['mdx', ['{/*', '![no](no.png)', '*/}', ...markdown.slice(0, 3), ...markdown.slice(6, -2)], found],
  [
    'html',
    ['<!--', '<img src="no.png" alt="no">', '-->', '<img', 'src="b.png"', 'alt="a fox">', ''],
    ['a fox @ b.png'],
  ],
  ['vue', ['<template>', '<img', '  src="b.png"', '  alt="a fox"', '/>', '</template>', ''], ['a fox @ b.png']],
  [
    'javascriptreact',
    ['// <img src="no.png" alt="no" />', '<img', '  src="b.png"', '  alt="a fox"', '/>', ''],
    ['a fox @ b.png'],
  ],
  ['asciidoc', ['----', 'image::no.png[no]', '----', '', 'image::b.png[a fox]', ''], ['a fox @ b.png']],
  [
    'restructuredtext',
    ['.. image:: b.png', '   :alt: a fox', '', 'Code::', '', '   .. image:: no.png', ''],
    ['a fox @ b.png'],
  ],
])('%s is read alike with the line endings of Windows and Linux', (languageId, lines, images) => {
  for (const ending of ['\n', '\r\n']) {
    const text = lines.join(ending)
    const references = findImages(languageId, text)
    expect(references.filter(({ alt }) => alt !== '').map(({ alt, path }) => `${alt} @ ${path}`)).toEqual(images)
    for (const { end } of references) expect(text[end - 1]).not.toBe('\r')
    // What a replacement would write over.
    for (const { path, pathStart, pathEnd } of references) expect(text.slice(pathStart, pathEnd)).toBe(path)
  }
})
