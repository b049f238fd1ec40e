import { describe, expect, test } from 'vitest'
import { readTask } from '../contract/answers.ts'
import { classify } from './classify.ts'

const image = { image_url: 'https://cdn.example.com/a.png' }
const structured = { code: 'api_error', message: 'fetch failed' }

function stateOf(response: unknown, fields: object = {}): string {
  const task = readTask({ id: 'task-1', response, ...fields })
  return task ? classify(task.response, task.finishedAtMs !== undefined).state : 'malformed'
}

const finished = { finished_at: 1736304679.439 }

describe('how a task stands, from its response alone', () => {
  test.each([
    ['no response', undefined, 'running'],
    ['null', null, 'running'],
    ['{}', {}, 'running'],
  ])('%s: running', (_, response, state) => {
    expect(stateOf(response)).toBe(state)
    expect(stateOf(response, finished)).toBe(state)
  })

  test.each(['succeed', 'succeeded', 'success', 'complete', 'completed', 'finished', 'Succeeded', 'COMPLETED'])(
    'the word %s: succeeded with an image, failed without',
    (word) => {
      expect(stateOf({ status: word, data: [image] })).toBe('succeeded')
      expect(stateOf({ state: word, data: [image] })).toBe('succeeded')
      expect(stateOf({ status: word, data: [] })).toBe('failed')
      expect(stateOf({ state: word })).toBe('failed')
    },
  )

  test.each(['failed', 'failure', 'error', 'cancelled', 'canceled', 'rejected', 'FAILED'])(
    'the word %s: failed, even with an image',
    (word) => {
      expect(stateOf({ status: word })).toBe('failed')
      expect(stateOf({ state: word, data: [image] })).toBe('failed')
    },
  )

  test.each(['pending', 'processing', 'queued', 'in_progress', 'moderating'])('the word %s: running', (word) => {
    expect(stateOf({ status: word })).toBe('running')
    expect(stateOf({ status: word, success: false, error: structured })).toBe('running')
  })

  test('success with an image: succeeded', () => {
    expect(stateOf({ success: true, data: [image] })).toBe('succeeded')
  })

  test('success without an image: an acceptance while it runs, a failure once finished', () => {
    expect(stateOf({ success: true })).toBe('running')
    expect(stateOf({ success: true, data: [{ image_url: '' }] })).toBe('running')
    expect(stateOf({ success: true, data: [] }, finished)).toBe('failed')
  })

  test('no success with a structured error: failed', () => {
    expect(stateOf({ success: false, error: structured })).toBe('failed')
    expect(stateOf({ error: structured })).toBe('failed')
  })

  test('no success and finished: failed', () => {
    expect(stateOf({ success: false }, finished)).toBe('failed')
    expect(stateOf({ success: false, error: 'upstream busy' }, finished)).toBe('failed')
  })

  test('no success with a bare text or no error, not finished: a passing hiccup', () => {
    expect(stateOf({ success: false, error: 'upstream busy' })).toBe('doubtful')
    expect(stateOf({ success: false })).toBe('doubtful')
    expect(stateOf({ success: false, error: { message: 'without a code' } })).toBe('doubtful')
  })

  test('the links of the echoed request are no results', () => {
    const request = { action: 'edit', image_url: 'https://example.com/in.png', callback_url: 'https://example.com/cb' }
    expect(stateOf({ success: true }, { request })).toBe('running')
    expect(stateOf(undefined, { request, ...finished })).toBe('running')
  })

  test('an image without a word on success counts once the task is finished', () => {
    expect(stateOf({ data: [image] })).toBe('running')
    expect(stateOf({ data: [image] }, finished)).toBe('succeeded')
  })

  test.each([['text'], [42], [[]], [true]])('a response that is no object (%j) is not a report at all', (response) => {
    expect(stateOf(response)).toBe('malformed')
  })
})
