import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCustomId, parseCustomId } from './custom-id.ts'

// Messages of years ago carry these: a change here breaks their buttons.
test.each([
  ['f1:a:123', { verb: 'again', subject: '123' }],
  ['f1:v:123', { verb: 'vary', subject: '123' }],
  ['f1:e:123:2', { verb: 'edit', subject: '123', index: 2 }],
  ['f1:u:123', { verb: 'usePrompt', subject: '123' }],
  ['f1:d:123', { verb: 'delete', subject: '123' }],
  ['f1:r:123', { verb: 'report', subject: '123' }],
  ['f1:c:123', { verb: 'cancel', subject: '123' }],
  ['f1:D:123', { verb: 'confirmDelete', subject: '123' }],
  ['f1:t:123', { verb: 'retry', subject: '123' }],
  ['f1:p:123', { verb: 'promptModal', subject: '123' }],
  ['f1:m:123', { verb: 'editModal', subject: '123' }],
  ['f1:R:123', { verb: 'reportModal', subject: '123' }],
  ['f1:s:123', { verb: 'chooseImage', subject: '123' }],
  ['f1:h:123:9999', { verb: 'historyPage', subject: '123', index: 9999 }],
  ['f1:o:123', { verb: 'showJob', subject: '123' }],
  ['f1:x:123', { verb: 'eraseMe', subject: '123' }],
  // The longest id that there can be.
  ['f1:a:18446744073709551615', { verb: 'again', subject: '18446744073709551615' }],
])('%s', (text, id) => {
  expect(parseCustomId(text)).toEqual(id)
  expect(formatCustomId(id as never)).toBe(text)
})

test.each(['', 'f1', 'f1:a:', 'f1:zz:1', 'f2:a:1', 'f1:a:1:2:3', "f1:a:1' OR 1=1", 'f1:a:-1', 'f1:toString:1'])(
  'nobody wrote %j',
  (text) => {
    expect(parseCustomId(text)).toBeUndefined()
  },
)

test('whatever arrives, reading it does not throw, and what is read is written the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^f1:[a-zA-Z]:\d{1,20}(:\d{1,4})?$/)), (text) => {
      const id = parseCustomId(text)
      expect(id && formatCustomId(id)).toBe(id && text.replace(/^(f1:.:\d+:)0+(?=\d)/, '$1'))
    }),
  )
})
