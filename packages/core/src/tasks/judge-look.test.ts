import { describe, expect, test } from 'vitest'
import { readTask } from '../contract/answers.ts'
import { aFinishedTask, aRunningTask } from '../testing/builders.ts'
import { judgeLook, type Sighting } from './judge-look.ts'

const young = { id: 'task-1', ageMs: 29_999, doubtfulLooks: 0 }
const old = { id: 'task-1', ageMs: 30_000, doubtfulLooks: 0 }

function sighting(task: Record<string, unknown>): Sighting {
  return readTask(task) ?? 'malformed'
}

const hiccup = sighting(aRunningTask('task-1', { response: { success: false, error: 'upstream busy' } }))

describe('what a look means for the wait', () => {
  test('a task that has not started is queued, one that has is running', () => {
    expect(judgeLook(sighting(aRunningTask('task-1', { started_at: undefined })), young)).toEqual({
      phase: 'queued',
      doubtfulLooks: 0,
    })
    expect(judgeLook(sighting(aRunningTask()), young)).toEqual({ phase: 'running', doubtfulLooks: 0 })
  })

  test('a finished task ends the wait with its pictures, its trace id and its time', () => {
    expect(judgeLook(sighting(aFinishedTask()), old)).toMatchObject({
      end: {
        result: {
          taskId: 'task-1',
          traceId: 'trace-1',
          elapsedMs: 9_600,
          images: [{ url: 'https://cdn.example.com/cat.png', seed: 281520112 }],
        },
      },
    })
  })

  test('an unknown id counts as queued while the submission is younger than 30 s, then as unknown', () => {
    expect(judgeLook('missing', young)).toEqual({ phase: 'queued', doubtfulLooks: 0 })
    expect(judgeLook('missing', old)).toMatchObject({ end: { error: { code: 'unknown_task', taskId: 'task-1' } } })
  })

  test('a hiccup is a failure when it was seen three times in a row', () => {
    expect(judgeLook(hiccup, { ...old, doubtfulLooks: 0 })).toEqual({ phase: 'running', doubtfulLooks: 1 })
    expect(judgeLook(hiccup, { ...old, doubtfulLooks: 1 })).toEqual({ phase: 'running', doubtfulLooks: 2 })
    expect(judgeLook(hiccup, { ...old, doubtfulLooks: 2 })).toMatchObject({
      end: {
        error: {
          code: 'task_failed',
          charged: 'unknown',
          taskId: 'task-1',
          traceId: 'trace-1',
          summary: 'The task failed: upstream busy.',
        },
      },
    })
  })

  test('a report that can be read again ends the row of hiccups', () => {
    expect(judgeLook(sighting(aRunningTask()), { ...old, doubtfulLooks: 2 })).toEqual({
      phase: 'running',
      doubtfulLooks: 0,
    })
  })

  test('a report that cannot be read is a failure when it was seen three times in a row; it may be paid for', () => {
    expect(judgeLook('malformed', { ...old, doubtfulLooks: 1 })).toEqual({ phase: 'running', doubtfulLooks: 2 })
    expect(judgeLook('malformed', { ...old, doubtfulLooks: 2 })).toMatchObject({
      end: { error: { code: 'bad_answer', charged: 'yes', taskId: 'task-1' } },
    })
  })

  test('a failure carries the code and words of the service, without the prompt', () => {
    const response = { success: false, error: { code: 'nsfw', message: 'a white siamese cat is not allowed' } }
    expect(judgeLook(sighting(aRunningTask('task-1', { response })), young)).toMatchObject({
      end: {
        error: { code: 'task_failed', serviceCode: 'nsfw', summary: 'The task failed: [redacted] is not allowed.' },
      },
    })
  })

  test('a task that finished without an image says so', () => {
    const task = sighting(aFinishedTask('task-1', { response: { success: true, data: [] } }))
    expect(judgeLook(task, young)).toMatchObject({
      end: { error: { code: 'task_failed', summary: 'The task failed: The task finished without an image.' } },
    })
  })
})
