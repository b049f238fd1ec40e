import { describe, expect, test } from 'vitest'
import { decodePath, encodePath } from './encode-path.ts'
import { linkText, linkTo, syntaxOf } from './link-syntax.ts'

describe('a link reads', () => {
  test.each<[string, string]>([
    ['markdown', '![a red fox](images/red%20fox.png)'],
    ['mdx', '![a red fox](images/red%20fox.png)'],
    ['html', '<img src="images/red%20fox.png" alt="a red fox">'],
    ['vue', '<img src="images/red%20fox.png" alt="a red fox">'],
    ['typescriptreact', '<img src="images/red%20fox.png" alt="a red fox" />'],
    ['asciidoc', 'image::images/red%20fox.png[a red fox]'],
    ['restructuredtext', '.. image:: images/red%20fox.png\n   :alt: a red fox'],
    ['latex', '\\includegraphics{images/red fox.png}'],
    ['typst', '#image("images/red fox.png", alt: "a red fox")'],
    ['scss', 'url("images/red%20fox.png")'],
    ['python', 'images/red fox.png'],
  ])('in %s: %s', (languageId, text) => {
    expect(linkText(linkTo(syntaxOf(languageId), 'images/red fox.png', 'a red fox'))).toBe(text)
  })
})

test('TeX syntax is escaped by macros that expand to the character', () => {
  expect(linkText(linkTo('latex', 'a_b#1  2.png', ''))).toBe(
    '\\includegraphics{a_b\\csname c_hash_str\\endcsname 1 \\space 2.png}',
  )
})

test.each([
  ['a%20b.png', 'a b.png'],
  ['a.png?raw=1#top', 'a.png'],
  ['100%.png', '100%.png'],
])('the reference %s means the file %s', (reference, file) => {
  expect(decodePath(reference)).toBe(file)
})

test.each([
  ['a:b.png', './a:b.png'],
  ['c:/a b.png', './c:/a%20b.png'],
  ['a/b:c.png', 'a/b:c.png'],
  ['../ä/狐 (1).png', '../ä/狐%20%281%29.png'],
])('the file %s is written %s, which a browser doesn’t read as a scheme', (file, reference) => {
  expect(encodePath(file)).toBe(reference)
})

// Tried with Asciidoctor: only `\"` is read as an escape within quotes, and references are replaced before that.
test.each([
  ['plain [text] of "a fox"', 'image::f.png["plain [text] of \\"a fox\\""]'],
  ['a, b', 'image::f.png["a, b"]'],
  ['a\\b', 'image::f.png[a\\b]'],
  ["it's \\", 'image::f.png["it\'s \\ "]'],
  ['{empty} {counter:x} {a b}', 'image::f.png[\\{empty} \\{counter:x} {a b}]'],
])('in AsciiDoc the text %j is written %s', (alt, text) => {
  expect(linkText(linkTo('asciidoc', 'f.png', alt))).toBe(text)
})
