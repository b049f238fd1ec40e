import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { decodePath } from './encode-path.ts'
import { linkSnippet, linkText, linkTo, syntaxOf, type LinkSyntax } from './link-syntax.ts'

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

test('a snippet selects the alternative text and takes nothing else for syntax', () => {
  expect(linkSnippet(linkTo('markdown', 'a$1.png', 'costs $5 }'))).toBe('![${1:costs \\\\\\$5 \\}}](a%241.png)$0')
})

test('a snippet of a link without alternative text is just the link', () => {
  expect(linkSnippet(linkTo('latex', 'fox.png', 'a red fox'))).toBe('\\\\includegraphics{fox.png\\}')
})

test('special characters of LaTeX are taken literally', () => {
  expect(linkText(linkTo('latex', 'a_b#1.png', ''))).toBe('\\includegraphics{\\detokenize{a_b#1.png}}')
})

// What people and generated names may hold; a path of a file never holds a slash within a part, or a NUL.
const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[/\\\p{Cc}\p{Cs}]/gu, ''))
  .filter((text) => text.trim() !== '' && !/^\.+$/.test(text))
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
const alt = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) =>
    text
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .filter((text) => text !== '')

function throughHtml(html: string): { src: string; alt: string; count: number } {
  const image = parseFragment(html).childNodes.find((node) => node.nodeName === 'img')
  const attributes = image && 'attrs' in image ? image.attrs : []
  const value = (name: string): string => attributes.find((attribute) => attribute.name === name)?.value ?? ''
  return { src: value('src'), alt: value('alt'), count: attributes.length }
}

/** The file that a browser would ask for. */
function resolves(reference: string): string {
  return decodeURIComponent(new URL(reference, 'file:///base/').pathname).replace(/^\/base\//, '')
}

function expected(text: string): string {
  return resolves(text.split('/').map(encodeURIComponent).join('/'))
}

describe('what is written can be read back', () => {
  test('from Markdown, by markdown-it', () => {
    const markdown = new MarkdownIt()
    fc.assert(
      fc.property(path, alt, (file, description) => {
        const [block] = markdown.parseInline(linkText(linkTo('markdown', file, description)), {})
        const [image, ...others] = block?.children ?? []
        expect([image?.type, others.length]).toEqual(['image', 0])
        expect(resolves(String(image?.attrGet('src')))).toBe(expected(file))
        expect(image?.children?.map((token) => token.content).join('')).toBe(description)
      }),
    )
  })

  test.each<LinkSyntax>(['html', 'jsx'])('from %s, by parse5', (syntax) => {
    fc.assert(
      fc.property(path, alt, (file, description) => {
        const read = throughHtml(linkText(linkTo(syntax, file, description)))
        expect(resolves(read.src)).toBe(expected(file))
        expect(read.alt).toBe(description)
      }),
    )
  })

  test('from CSS: nothing in the path ends the string', () => {
    fc.assert(
      fc.property(path, (file) => {
        const match = /^url\("([^"\\\n)]*)"\)$/.exec(linkText(linkTo('css', file, '')))
        expect(resolves(match?.[1] ?? '')).toBe(expected(file))
      }),
    )
  })
})

test.each([
  ['a%20b.png', 'a b.png'],
  ['a.png?raw=1#top', 'a.png'],
  ['100%.png', '100%.png'],
])('the reference %s means the file %s', (reference, file) => {
  expect(decodePath(reference)).toBe(file)
})
