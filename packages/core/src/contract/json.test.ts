import { describe, expect, test } from 'vitest'
import { asId } from './json.ts'

describe('an id', () => {
  test.each(['2db0168c-0b5e-4f7a-9a39-2f7c1a2b3c4d', '0', 'task:1/a', 'x'.repeat(200)])('%s is one', (id) => {
    expect(asId(id)).toBe(id)
  })

  test.each([
    ['longer than any', 'x'.repeat(201)],
    ['empty', ''],
    ['a sentence', 'a white siamese cat'],
    ['what a terminal obeys', '\u001b[31m'],
    ['a line break at its end', 'task-1\n'],
    ['a number', 1],
  ])('%s is none', (_, value) => {
    expect(asId(value)).toBeUndefined()
  })
})
