import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInline, parseMarkdown, type Inline } from './markdown.ts'

/** What a reader sees, marks gone. */
function seen(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ('text' in inline) return inline.text
      return 'children' in inline ? seen(inline.children) : `{${inline.kind}}`
    })
    .join('')
}

describe('within a line', () => {
  test.each([
    [
      '**bold** and *slanted*',
      [
        { kind: 'bold', children: [{ kind: 'text', text: 'bold' }] },
        { kind: 'text', text: ' and ' },
        { kind: 'italic', children: [{ kind: 'text', text: 'slanted' }] },
      ],
    ],
    ['`/flux generate`', [{ kind: 'code', text: '/flux generate' }]],
    [
      '<@12> in <#34>',
      [
        { kind: 'user', id: '12' },
        { kind: 'text', text: ' in ' },
        { kind: 'channel', id: '34' },
      ],
    ],
    ['<t:1700000000:R>', [{ kind: 'time', atMs: 1_700_000_000_000, style: 'R' }]],
    [
      '[open it](https://a.example/b)',
      [{ kind: 'link', url: 'https://a.example/b', children: [{ kind: 'text', text: 'open it' }] }],
    ],
    [String.raw`\*\*not bold\*\*`, [{ kind: 'text', text: '**not bold**' }]],
    [String.raw`\<@12>`, [{ kind: 'text', text: '<@12>' }]],
    ['snake_case_name', [{ kind: 'text', text: 'snake_case_name' }]],
    ['2 * 3 * 4', [{ kind: 'text', text: '2 * 3 * 4' }]],
    ['||hidden||', [{ kind: 'spoiler', children: [{ kind: 'text', text: 'hidden' }] }]],
    [
      '**a *b* c**',
      [
        {
          kind: 'bold',
          children: [
            { kind: 'text', text: 'a ' },
            { kind: 'italic', children: [{ kind: 'text', text: 'b' }] },
            { kind: 'text', text: ' c' },
          ],
        },
      ],
    ],
  ])('%s', (text, expected) => {
    expect(parseInline(text)).toEqual(expected)
  })

  test('only a link to the web counts as a link', () => {
    const text = '[click](javascript:alert(1)) [this](data:text/html,x) <javascript:alert(1)>'
    expect(parseInline(text)).toEqual([{ kind: 'text', text }])
  })

  test('text without marks comes out as it went in', () => {
    const calm = fc.stringMatching(/^[a-gi-z0-9 .,!?<>&"'()-]*$/u).filter((text) => !text.includes('<t:'))
    fc.assert(
      fc.property(calm, (text) => {
        expect(seen(parseInline(text))).toBe(text)
      }),
    )
  })

  test('whatever is written, with every mark escaped a reader sees exactly that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replaceAll(/[^\p{L}\p{N}\s]/gu, String.raw`\$&`)
        expect(seen(parseInline(escaped))).toBe(text)
      }),
    )
  })
})

describe('lines', () => {
  test('quotes of several lines, small print, headings, points', () => {
    expect(parseMarkdown('> a\n> b\n-# small\n## Title\n- point\nend')).toEqual([
      { kind: 'quote', lines: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]] },
      { kind: 'subtext', children: [{ kind: 'text', text: 'small' }] },
      { kind: 'heading', level: 2, children: [{ kind: 'text', text: 'Title' }] },
      { kind: 'bullet', children: [{ kind: 'text', text: 'point' }] },
      { kind: 'line', children: [{ kind: 'text', text: 'end' }] },
    ])
  })

  test('a block of code keeps its marks', () => {
    expect(parseMarkdown('before\n```js\n**x** <@1>\n```')).toEqual([
      { kind: 'line', children: [{ kind: 'text', text: 'before' }] },
      { kind: 'code-block', text: '**x** <@1>' },
    ])
  })

  test('any text at all can be read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(() => parseMarkdown(text)).not.toThrow()
      }),
    )
  })
})
