import { describe, expect, test } from 'vitest'
import { readTask } from '../contract/answers.ts'
import { isFinished } from './task-outcome.ts'
import { taskStatus } from './task-status.ts'

const image = { image_url: 'https://cdn.example.com/a.png' }
const structured = { code: 'api_error', message: 'fetch failed' }

function statusOf(response: unknown, fields: object = {}): string {
  const task = readTask({ id: 'task-1', response, ...fields })
  if (!task) return 'unreadable'
  const status = taskStatus(task.response, isFinished(task))
  return status.state === 'unconfirmed' ? `unconfirmed ${status.kind}` : status.state
}

const finished = { finished_at: 1736304679.439 }

describe('the status of a task, from its response only', () => {
  test.each([
    ['no response', undefined],
    ['null', null],
    ['{}', {}],
  ])('%s: running, even when the task has a time of its end', (_, response) => {
    expect(statusOf(response)).toBe('running')
    expect(statusOf(response, finished)).toBe('running')
  })

  test.each(['succeed', 'succeeded', 'success', 'complete', 'completed', 'finished', 'Succeeded', 'COMPLETED'])(
    'the word %s: succeeded with an image, otherwise to be confirmed',
    (word) => {
      expect(statusOf({ status: word, data: [image] })).toBe('succeeded')
      expect(statusOf({ state: word, data: [image] })).toBe('succeeded')
      expect(statusOf({ status: word, data: [] })).toBe('unconfirmed no-image')
      expect(statusOf({ state: word })).toBe('unconfirmed no-image')
    },
  )

  test.each(['failed', 'failure', 'error', 'cancelled', 'canceled', 'rejected', 'FAILED'])(
    'the word %s: failed, even with an image',
    (word) => {
      expect(statusOf({ status: word })).toBe('failed')
      expect(statusOf({ state: word, data: [image] })).toBe('failed')
    },
  )

  test.each(['pending', 'processing', 'queued', 'in_progress', 'moderating'])('the word %s: running', (word) => {
    expect(statusOf({ status: word })).toBe('running')
    expect(statusOf({ status: word, success: false, error: structured })).toBe('running')
    expect(statusOf({ status: word, success: true, data: [image] }, finished)).toBe('running')
  })

  test('success with an image: succeeded', () => {
    expect(statusOf({ success: true, data: [image] })).toBe('succeeded')
    expect(statusOf({ success: true, data: [{}, image] })).toBe('succeeded')
  })

  test.each([true, null, undefined])('success %s without an image, not finished: running', (success) => {
    expect(statusOf({ success, task_id: 'task-1' })).toBe('running')
    expect(statusOf({ success, data: [{ image_url: '' }] })).toBe('running')
  })

  test.each([true, null, undefined])('success %s without an image, finished: to be confirmed', (success) => {
    expect(statusOf({ success, data: [] }, finished)).toBe('unconfirmed no-image')
    expect(statusOf({ success, data: [], finished_at: 1736304679 })).toBe('unconfirmed no-image')
  })

  test('no success with a structured error: failed', () => {
    expect(statusOf({ success: false, error: structured })).toBe('failed')
  })

  test('no success and finished, in the task or in its response: failed', () => {
    expect(statusOf({ success: false }, finished)).toBe('failed')
    expect(statusOf({ success: false, error: 'upstream busy' }, finished)).toBe('failed')
    expect(statusOf({ success: false, finished_at: '2025-01-08T02:51:19Z' })).toBe('failed')
  })

  test('no success with a bare text or no error, not finished: to be confirmed', () => {
    expect(statusOf({ success: false, error: 'upstream busy' })).toBe('unconfirmed failure')
    expect(statusOf({ success: false })).toBe('unconfirmed failure')
    expect(statusOf({ success: false, error: { message: 'without a code' } })).toBe('unconfirmed failure')
  })

  test('the links of the echoed request are not results', () => {
    const request = { action: 'edit', image_url: 'https://example.com/in.png', callback_url: 'https://example.com/cb' }
    expect(statusOf({ success: true }, { request })).toBe('running')
    expect(statusOf(undefined, { request, ...finished })).toBe('running')
  })

  test('an image without a word on success counts once the task is finished', () => {
    expect(statusOf({ data: [image] })).toBe('running')
    expect(statusOf({ data: [image] }, finished)).toBe('succeeded')
  })

  test.each([['text'], [42], [[]], [true]])('a response that is not an object (%j) says nothing', (response) => {
    expect(statusOf(response)).toBe('unreadable')
  })
})
