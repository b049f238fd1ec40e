import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { decodePath, encodePath } from '../links/encode-path.ts'
import { linkText, linkTo, syntaxOf } from '../links/link-syntax.ts'
import { findImages, isFillable } from './find-images.ts'
import { placeholderLanguages } from './languages.ts'

function short(languageId: string, text: string): string[] {
  return findImages(languageId, text).map((image) => `${image.alt} @ ${image.path}`)
}

describe('in Markdown', () => {
  test.each([
    ['![a red fox](img/fox.png)', ['a red fox @ img/fox.png']],
    ['![a red fox](img/fox.png "A title")', ['a red fox @ img/fox.png']],
    ['![a [red] fox](<img/my fox.png>)', ['a [red] fox @ img/my fox.png']],
    ['![a \\] b](img/fox(1).png)', ['a ] b @ img/fox(1).png']],
    ['![a](img/my%20fox.png?raw=true)', ['a @ img/my fox.png']],
    ['[![badge](b.svg)](https://example.com)', ['badge @ b.svg']],
    ['<img src="a.png" alt="one">\n\n![two](b.png)', ['one @ a.png', 'two @ b.png']],
    ['\\![no](a.png)', []],
    ['\\\\![yes](a.png)', ['yes @ a.png']],
    ['`![no](a.png)`', []],
    ['```md\n![no](a.png)\n```\n![yes](b.png)', ['yes @ b.png']],
    ['~~~\n![no](a.png)\n', []],
    ['<!-- ![no](a.png) -->', []],
    ['![no] (a.png)', []],
    ['![no](a b.png)', []],
    ['![a\n\nb](a.png)', []],
  ])('%j holds %j', (text, images) => {
    expect(short('markdown', text)).toEqual(images)
  })

  test('a plain image that markdown-it finds is found, whatever precedes it', () => {
    const pieces = ['![', ']', '(', ')', 'a', 'b.png', ' ', '\\', '<', '>', '"', '[', '`', '!', '%20']
    const source = fc
      .array(fc.constantFrom(...pieces), { maxLength: 16 })
      // Starts with a letter: three backticks at the start of a line would open a block of code, which parseInline doesn't know.
      .map((parts) => `a${parts.join('')} ![x](y.png)`)
    const markdown = new MarkdownIt()
    fc.assert(
      fc.property(source, (text) => {
        const tokens = markdown.parseInline(text, {}).flatMap((block) => block.children ?? [])
        const sources = tokens
          .filter((token) => token.type === 'image')
          .map((token) => decodePath(String(token.attrGet('src'))))
        // Odd spellings around it may be read differently, but the plain one is never lost.
        const ours = findImages('markdown', text).map((image) => image.path)
        expect(!sources.includes('y.png') || ours.includes('y.png')).toBe(true)
      }),
    )
  })
})

describe('in HTML and its relatives', () => {
  test.each([
    ['html', '<img alt="a red fox" class=x src="fox.png">', ['a red fox @ fox.png']],
    ['html', "<img src='fox.png' alt='a &quot;red&quot; &#x1F98A;'>", ['a "red" 🦊 @ fox.png']],
    ['html', '<!-- <img src="a.png" alt="no"> -->', []],
    ['html', '<img data-src="a.png" alt="no">', []],
    ['vue', '<img :src="fox" alt="no">', []],
    ['vue', '<img\n  src="a.png"\n  alt="yes"\n/>', ['yes @ a.png']],
    ['typescriptreact', 'return <img src="a.png" alt="yes" />', ['yes @ a.png']],
    ['typescriptreact', 'return <Image src={"a.png"} width={20} alt="yes" />', ['yes @ a.png']],
    ['typescriptreact', 'return <img src={fox} alt="no" />', []],
    ['javascriptreact', '/* <img src="a.png" alt="no" /> */', []],
    ['astro', '<Image src="a.png" alt="yes" />', ['yes @ a.png']],
    ['astro', '---\nconst a = `<img src="a.png" alt="no">`\n---\n<img src="b.png" alt="yes">', ['yes @ b.png']],
    ['php', '<?php echo \'<img src="a.png" alt="no">\' ?>\n<img src="b.png" alt="yes">', ['yes @ b.png']],
    ['razor', '@* <img src="a.png" alt="no"> *@\n<img src="b.png" alt="yes">', ['yes @ b.png']],
    ['handlebars', '{{!-- <img src="a.png" alt="no"> --}}\n<img src="b.png" alt="yes">', ['yes @ b.png']],
    ['typescriptreact', 'const text = \'<img src="a.png" alt="no" />\'', []],
    ['svelte', '<img src="a.png" alt="yes" on:click={() => go("b")} />', ['yes @ a.png']],
  ])('%s: %j holds %j', (languageId, text, images) => {
    expect(short(languageId, text)).toEqual(images)
  })
})

describe('in AsciiDoc and reStructuredText', () => {
  test.each([
    ['asciidoc', 'image::img/fox.png[a red fox]', ['a red fox @ img/fox.png']],
    ['asciidoc', 'image::fox.png["fox, red",width=100]', ['fox, red @ fox.png']],
    ['asciidoc', 'image::fox.png[width=100,alt="a fox"]', ['a fox @ fox.png']],
    ['asciidoc', '----\nimage::no.png[no]\n----\n', []],
    ['asciidoc', '= Title\n:imagesdir: img/\n\nimage::fox.png[a fox]', ['a fox @ img/fox.png']],
    ['asciidoc', ':imagesdir: img\n\nimage::/top/fox.png[a fox]', ['a fox @ /top/fox.png']],
    ['restructuredtext', '.. image:: img/fox.png\n   :alt: a red fox\n   :width: 20', ['a red fox @ img/fox.png']],
    ['restructuredtext', '.. figure:: fox.png\n   :width: 20\n   :alt: a fox\n\n   Caption', ['a fox @ fox.png']],
    ['restructuredtext', '.. image:: fox.png', [' @ fox.png']],
    ['restructuredtext', '.. image:: a.png\n   :alt: a\n.. image:: b.png\n   :alt: b', ['a @ a.png', 'b @ b.png']],
    ['restructuredtext', 'Text\n.. image:: a.png\n   :alt: a', []],
  ])('%s: %j holds %j', (languageId, text, images) => {
    expect(short(languageId, text)).toEqual(images)
  })
})

test('a language without alternative texts has no placeholders', () => {
  expect(findImages('latex', '\\includegraphics{fox.png}')).toEqual([])
})

const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .map((text) => text.replace(/[/\\\p{Cc}\p{Cs}\u2028\u2029]/gu, ''))
  .filter((text) => text.trim() !== '' && !/^\.+$/.test(text))
const alt = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) =>
    text
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .filter((text) => text !== '')

test.each(placeholderLanguages)('in %s, what is written is found again, with its place', (languageId) => {
  fc.assert(
    fc.property(part, part, alt, (folder, name, description) => {
      const file = `${folder}/${name}.png`
      const before = languageId === 'restructuredtext' || languageId === 'asciidoc' ? 'Text\n\n' : 'Text '
      const text = `${before}${linkText(linkTo(syntaxOf(languageId), file, description))}\n\nMore.\n`
      const [image, ...others] = findImages(languageId, text)
      expect(others).toEqual([])
      expect(image?.alt).toBe(description)
      expect(image?.path.replace(/^\.\//, '')).toBe(file)
      expect(text.slice(image?.pathStart, image?.pathEnd)).toBe(encodePath(file))
    }),
    { numRuns: 60 },
  )
})

test('no text makes the search slow or fail', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...placeholderLanguages),
      fc.array(
        fc.constantFrom(
          '![',
          '<img ',
          'src="',
          '(',
          ')',
          ']',
          '`',
          '```\n',
          '\n',
          '<!--',
          '\\',
          'alt=',
          'image::',
          '.. image:: ',
        ),
      ),
      (languageId, parts) => {
        const before = process.cpuUsage()
        findImages(languageId, parts.join('').repeat(50))
        expect(process.cpuUsage(before).user).toBeLessThan(500_000)
      },
    ),
  )
})

test.each([
  ['img/fox.png', true],
  ['fox.JPG', true],
  ['../fox', true],
  ['https://example.com/fox.png', false],
  ['//example.com/fox.png', false],
  ['data:image/png;base64,AA', false],
  ['{{ fox }}.png', false],
  ['fox.svg', false],
  ['', false],
])('%j can be filled: %s', (path, fillable) => {
  expect(isFillable({ path, alt: 'a fox', start: 0, end: 0, pathStart: 0, pathEnd: 0 })).toBe(fillable)
})

test('without a text there is nothing to make', () => {
  expect(isFillable({ path: 'fox.png', alt: '', start: 0, end: 0, pathStart: 0, pathEnd: 0 })).toBe(false)
})
