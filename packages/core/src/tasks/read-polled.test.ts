import { describe, expect, test } from 'vitest'
import { aBatch, aFinishedTask, aRunningTask } from '../testing/builders.ts'
import { readPolledBatch, readPolledTask } from './read-polled.ts'

function see(json: unknown, ids: readonly string[]): Record<string, unknown> | 'error' {
  const answer = readPolledBatch(json, ids)
  if ('error' in answer) return 'error'
  return Object.fromEntries([...answer.tasks].map(([id, seen]) => [id, typeof seen === 'object' ? seen.id : seen]))
}

describe('the answer to a batch', () => {
  test('is sorted by task, in whatever order it comes', () => {
    expect(see(aBatch(aRunningTask('b'), aFinishedTask('a')), ['a', 'b'])).toEqual({ a: 'a', b: 'b' })
  })

  test('may leave ids out', () => {
    expect(see(aBatch(aRunningTask('b')), ['a', 'b'])).toEqual({ b: 'b' })
  })

  test('counts an unreadable item for its own task only', () => {
    expect(see(aBatch({ id: 'a', response: 'oops' }, aRunningTask('b')), ['a', 'b'])).toEqual({
      a: 'unreadable',
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

  test.each([[{}], [{ items: {} }], [null], ['text']])('%j is not a list of tasks', (json) => {
    expect(see(json, ['a'])).toBe('error')
  })
})

describe('the answer to a single request', () => {
  test('is the task, or that the service has no such task', () => {
    expect(readPolledTask(aRunningTask('a'), 'a')).toMatchObject({ tasks: new Map([['a', { id: 'a' }]]) })
    expect(readPolledTask({}, 'a')).toEqual({ tasks: new Map() })
  })

  test.each([[{ success: true }], [{ id: 'a', response: 7 }], [aRunningTask('of-somebody-else')], [{ items: [] }]])(
    'that cannot be read (%j) does not mean that the task is unknown',
    (json) => {
      expect(readPolledTask(json, 'a')).toEqual({ tasks: new Map([['a', 'unreadable']]) })
    },
  )
})
