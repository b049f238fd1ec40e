import { describe, expect, test } from 'vitest'
import { asId } from './json.ts'

describe('an id', () => {
  test.each(['2db0168c-0b5e-4f7a-9a39-2f7c1a2b3c4d', '0', 'task:1/a', '任务-1', 'x'.repeat(200)])('%s is one', (id) => {
    expect(asId(id)).toBe(id)
  })

  test('may come as a number', () => {
    expect(asId(12_345)).toBe('12345')
  })

  test.each([
    ['longer than any', 'x'.repeat(201)],
    ['empty', ''],
    ['a sentence', 'a white siamese cat'],
    ['what a terminal obeys', '\u001b[31m'],
    ['a line break at its end', 'task-1\n'],
    ['text that changes the direction of what follows', 'a\u202eb'],
    ['a number that JSON.parse has rounded', 2 ** 60],
    ['not a whole number', 1.5],
  ])('%s is not an id', (_, value) => {
    expect(asId(value)).toBeUndefined()
  })
})
