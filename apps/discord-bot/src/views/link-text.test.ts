import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkTarget } from './link-text.ts'

test.each([
  ['https://cdn.test/a.png', 'https://cdn.test/a.png'],
  ['https://cdn.test/a_b.png?Expires=1&Signature=x~y_z', 'https://cdn.test/a_b.png?Expires=1&Signature=x~y_z'],
  ['https://cdn.test/a).png', 'https://cdn.test/a%29.png'],
  ['https://cdn.test/a.png)[click](https://evil.test', 'https://cdn.test/a.png%29%5Bclick%5D%28https://evil.test'],
  ['https://cdn.test/a b`<c>.png', 'https://cdn.test/a%20b%60%3Cc%3E.png'],
])('%s is written %s in a message', (url, expected) => {
  expect(linkTarget(url)).toBe(expected)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>',
  'discord://-/channels/1',
  'file:///etc/passwd',
  'https://user:secret@cdn.test/a.png',
  'no link',
  '',
  `https://cdn.test/${'a'.repeat(700)}`,
])('%s is not shown as a link', (url) => {
  expect(linkTarget(url)).toBeUndefined()
})

test('no link ends its parentheses, and none is longer than four of them may be', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, tail) => {
      const target = linkTarget(`${url}${tail}`)
      expect(target === undefined || (/^https?:\/\/[^\s()<>[\]`|\\]+$/.test(target) && target.length <= 700)).toBe(true)
    }),
  )
})
