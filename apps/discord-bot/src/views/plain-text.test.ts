import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textBlock } from './components.ts'
import { promptModal } from './modals.ts'
import { cut, plainText, visibleLine } from './plain-text.ts'

describe('words of people, in a message', () => {
  test.each([
    ['@everyone', String.raw`\@everyone`],
    ['<@123> <@&4> <#5>', String.raw`\<\@123\> \<\@&4\> \<\#5\>`],
    ['**bold** _it_ ~~no~~ `code` ||spoiler||', String.raw`\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|spoiler\|\|`],
    ['[click](https://evil.test)', String.raw`\[click\]\(https\://evil.test\)`],
    ['# heading', String.raw`\# heading`],
    ['- list', String.raw`\- list`],
    ['1. list', String.raw`1\. list`],
    ['line\n> quote', String.raw`line \> quote`],
    ['zero\u200Bwidth\u202Eright to left', 'zerowidthright to left'],
    [String.raw`back\slash`, String.raw`back\\slash`],
  ])('%j', (text, shown) => {
    expect(plainText(text, 200)).toBe(shown)
  })

  test('no text leaves an unescaped sign of markdown or a mention', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const rest = plainText(text, 100).replaceAll(/\\./gsu, '')
        expect(rest).not.toMatch(/[*_~`|<>@#[\]()\\\n]/)
      }),
    )
  })

  test('long ones are cut, never within a character', () => {
    expect(visibleLine('😀😀😀', 4)).toBe('😀…')
    expect(plainText('abcdef', 4)).toBe('abc…')
  })
})

test('what is too long for a text, a modal or a search is never cut within a character', () => {
  const foxes = '🦊'.repeat(3_000)

  expect(textBlock([foxes]).content).toBe(`${'🦊'.repeat(1_999)}…`)
  // JSON escapes a half.
  expect(JSON.stringify(promptModal('1', `a${foxes}`, () => 'title'))).not.toContain(String.raw`\ud83e`)
  expect(cut(`a${foxes}`, 64)).toBe(`a${'🦊'.repeat(31)}`)
})
