import { describe, expect, test } from 'vitest'
import { readTask } from '../contract/answers.ts'
import { aFinishedTask, anImage, anImageAnswer, aRunningTask } from '../testing/builders.ts'
import { assessPoll, type Assessment } from './assess-poll.ts'
import { createKnownTasks } from './known-tasks.ts'
import type { PolledTask } from './read-polled.ts'

const task = (json: Record<string, unknown>): PolledTask => readTask(json) ?? 'unreadable'
const withResponse = (response: unknown, fields: object = {}): PolledTask =>
  task(aRunningTask('task-1', { response, ...fields }))

/** What the last of several polls, so many milliseconds after the first, comes to. */
function assess(...polls: readonly (readonly [atMs: number, seen: PolledTask | 'missing'])[]): Assessment {
  const known = createKnownTasks().note('task-1', 0, { held: true, secrets: ['a walrus in a lighthouse'] })
  let last: Assessment | undefined
  for (const [atMs, seen] of polls) {
    last = assessPoll(known, seen, atMs, () => ['sk-1234567890abcdef'])
    known.history = last.history
  }
  if (!last) throw new Error('No poll.')
  return last
}

const hiccup = withResponse({ success: false, error: 'upstream busy' })
const noImage = withResponse(anImageAnswer({ data: [] }), { finished_at: 1736304679 })
const failed = { code: 'api_error', message: 'no GPU' }

describe('what polls mean', () => {
  test('a task that has not started is queued, one that has is running', () => {
    expect(assess([0, task(aRunningTask('task-1', { started_at: undefined }))])).toEqual({
      phase: 'queued',
      history: {},
    })
    expect(assess([0, task(aRunningTask())])).toEqual({ phase: 'running', history: {} })
  })

  test('a finished task ends with its images, its trace id, its time and its cost', () => {
    const response = anImageAnswer({ cost: { amount: 0.216, currency: 'credit' } })
    expect(assess([0, task(aFinishedTask('task-1', { response }))]).outcome).toMatchObject({
      result: {
        taskId: 'task-1',
        traceId: 'trace-1',
        elapsedMs: 9_600,
        images: [{ url: 'https://cdn.example.com/cat.png', seed: 281520112 }],
        cost: { amount: 0.216, currency: 'credit' },
      },
    })
  })

  test('a failure without code and end counts when it was seen on 3 polls in a row', () => {
    expect(assess([0, hiccup], [500, hiccup]).outcome).toBeUndefined()
    expect(assess([0, hiccup], [500, hiccup], [1_000, hiccup]).outcome).toMatchObject({
      error: {
        code: 'task_failed',
        charged: 'unknown',
        taskId: 'task-1',
        traceId: 'trace-1',
        summary: 'The task failed: upstream busy.',
      },
    })
    const running = task(aRunningTask())
    expect(assess([0, hiccup], [1, hiccup], [2, running], [3, hiccup], [4, hiccup]).outcome).toBeUndefined()
  })

  test('a task without an image has finished when that was seen on 3 polls over 10 s', () => {
    expect(assess([0, noImage], [500, noImage], [9_999, noImage]).outcome).toBeUndefined()
    expect(assess([0, noImage], [10_000, noImage]).outcome).toBeUndefined()
    expect(assess([0, noImage], [500, noImage], [10_000, noImage]).outcome).toMatchObject({
      error: { code: 'finished_without_image', charged: 'unknown', summary: 'The task finished without an image.' },
    })
  })

  test('a progress snapshot is followed by its image', () => {
    expect(assess([0, noImage], [500, noImage], [10_000, task(aFinishedTask())]).outcome).toHaveProperty('result')
  })

  test('an unreadable report says nothing, neither for nor against an end', () => {
    expect(assess([0, 'unreadable'], [1, 'unreadable'], [2, 'unreadable'], [3, 'unreadable']).outcome).toBeUndefined()
    expect(assess([0, hiccup], [1, hiccup], [2, 'unreadable'], [3, hiccup]).outcome).toHaveProperty('error')
  })

  test('confirmed misses count from the poll that missed first', () => {
    const misses = [0, 60_000, 120_000, 180_000].map((atMs) => [atMs, 'missing'] as const)
    expect(assess(...misses, [299_999, 'missing']).outcome).toBeUndefined()
    expect(assess(...misses, [300_000, 'missing']).outcome).toMatchObject({ error: { code: 'unknown_task' } })
    expect(assess(...misses, [200_000, task(aRunningTask())], [300_000, 'missing']).outcome).toBeUndefined()
  })
})

describe('what a failed task has cost', () => {
  test.each([
    ['a structured failure without an image', { success: false, error: failed }, 'no'],
    ['a word of failure without a code', { status: 'failed' }, 'unknown'],
    ['a structured failure that lists an image', { success: false, error: failed, data: [anImage()] }, 'unknown'],
    ['a failure with a cost', { success: false, error: failed, cost: { amount: 0.2, currency: 'credit' } }, 'yes'],
    ['a failure that cost nothing', { success: false, error: failed, cost: { amount: 0, currency: 'credit' } }, 'no'],
    ['a cost that is not an amount', { success: false, error: failed, cost: { amount: 'much' } }, 'no'],
  ])('%s: %j', (_, response, charged) => {
    expect(assess([0, withResponse(response)]).outcome).toMatchObject({ error: { code: 'task_failed', charged } })
  })

  test('a link of a failed task stays on its error, and so do the cost and the raw answer', () => {
    const response = { status: 'failed', data: [anImage()], cost: { amount: 0.2, currency: 'credit' } }
    expect(assess([0, withResponse(response)]).outcome).toMatchObject({
      error: {
        imageUrls: ['https://cdn.example.com/cat.png'],
        cost: { amount: 0.2, currency: 'credit' },
        answer: { id: 'task-1', response },
      },
    })
  })
})

describe('the message of a failed task', () => {
  const summaryOf = (response: object): unknown => {
    const { outcome } = assess([0, withResponse(response)])
    return outcome && 'error' in outcome ? [outcome.error.summary, outcome.error.serviceText] : undefined
  }

  test.each([
    [{ success: false, error: failed }, 'The task failed: no GPU.', 'no GPU'],
    [{ status: 'rejected' }, 'The task failed: The service reports: rejected.', 'rejected'],
    [{ status: 'failed', error: { code: 'x' } }, 'The task failed: The service reports: failed.', 'failed'],
    [{ success: false, error: { code: 'nsfw' } }, 'The task failed: The service gave no reason.', undefined],
  ])('%j', (response, summary, serviceText) => {
    expect(summaryOf(response)).toEqual([summary, serviceText])
  })

  test.each([
    ['the prompt that was submitted', 'refused: a walrus in a lighthouse'],
    ['the prompt that the task echoes', 'refused: a white siamese cat'],
    ['the token', 'token sk-1234567890abcdef is of another team'],
  ])('leaves out a text that repeats %s', (_, message) => {
    expect(summaryOf({ success: false, error: { code: 'nsfw', message } })).toEqual(['The task failed.', message])
  })
})
