import { describe, expect, test } from 'vitest'
import { aBatch, aFinishedTask, aRunningTask } from '../testing/builders.ts'
import { readSightings } from './sightings.ts'

function see(json: unknown, ids: readonly string[]): Record<string, unknown> | 'error' {
  const answer = readSightings(json, ids)
  if ('error' in answer) return 'error'
  return Object.fromEntries([...answer.sightings].map(([id, seen]) => [id, typeof seen === 'object' ? seen.id : seen]))
}

describe('the answer to a batch', () => {
  test('is sorted by task, in whatever order it comes', () => {
    expect(see(aBatch(aRunningTask('b'), aFinishedTask('a')), ['a', 'b'])).toEqual({ a: 'a', b: 'b' })
  })

  test('may leave ids out', () => {
    expect(see(aBatch(aRunningTask('b')), ['a', 'b'])).toEqual({ b: 'b' })
  })

  test('holds an item that cannot be read against its own task alone', () => {
    expect(see(aBatch({ id: 'a', response: 'oops' }, aRunningTask('b')), ['a', 'b'])).toEqual({
      a: 'malformed',
      b: 'b',
    })
  })

  test.each([[null], [7], [{}], ['text'], [{ id: 5 }], [[]]])(
    'an item that names no task (%j) counts for none',
    (item) => {
      expect(see(aBatch(item, aRunningTask('b')), ['a', 'b'])).toEqual({ b: 'b' })
    },
  )

  test('tasks that were not asked for are ignored', () => {
    expect(see(aBatch(aRunningTask('of-somebody-else')), ['a'])).toEqual({})
  })

  test.each([[{}], [{ items: {} }], [null], ['text']])('%j holds no list at all', (json) => {
    expect(see(json, ['a'])).toBe('error')
  })
})
