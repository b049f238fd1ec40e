import { errorCodes, FluxError, type FluxErrorCode, type FluxErrorDetails } from '@fluxkit/core'
import { describe, expect, test } from 'vitest'
import { attempting } from '../job/changes.ts'
import type { Attempt, Job } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { stateOf } from '../job/state-of.ts'
import { aJob } from '../testing/store-suite/a-job.ts'
import { JobRefusal } from '../job/job-refusal.ts'
import {
  afterFinishError,
  afterImageErrors,
  afterInterruption,
  afterPollError,
  afterSearch,
  afterSubmitError,
} from './outcome.ts'

const now = 1_000_000
const day = 86_400_000
const link = 'https://a.example/1.png'
const sent: Attempt = { key: 'job-1.1', wire: {}, sentAtMs: now - 100 }
const task = { id: 'task-1', via: 'answer' } as const
const codes = Object.keys(errorCodes) as FluxErrorCode[]
/** How a task itself can end without an image. */
const taskEnds: ReadonlySet<string> = new Set(['task_failed', 'finished_without_image'])

const failed = (code: FluxErrorCode, details: FluxErrorDetails = {}): FluxError =>
  new FluxError(code, 'It failed.', details)
const submitting = (facts: Partial<Job> = {}): Job => aJob({ attempts: [sent], ...facts })

describe('a submission that ends in an error', () => {
  test.each<FluxErrorCode>(['moderated', 'used_up', 'invalid_token', 'bad_request', 'no_api', 'bad_answer'])(
    'of the code %s failed, and nothing was charged',
    (code) => {
      const job = afterSubmitError(submitting(), failed(code, { charged: 'no', traceId: 'trace-1' }), now)
      expect(job.end).toEqual({
        kind: 'failed',
        code,
        charged: 'no',
        atMs: now,
        summary: 'It failed.',
        traceId: 'trace-1',
      })
      expect(job.attempts[0]?.outcome?.kind).toBe('refused')
    },
  )

  test.each(codes)('of the code %s that names its task was accepted', (code) => {
    const job = afterSubmitError(submitting(), failed(code, { taskId: 'task-1', charged: 'no' }), now)
    expect(job.task).toMatchObject({ id: 'task-1', via: 'error' })
    expect(job.attempts[0]?.outcome?.kind).toBe('accepted')
    expect(stateOf(job, now, true)).toBe(taskEnds.has(code) ? 'failed' : 'submitted')
  })

  test.each(codes)('of the code %s that shows a link was accepted, and the link is kept', (code) => {
    const job = afterSubmitError(submitting(), failed(code, { imageUrls: [link], charged: 'no' }), now)
    expect(job.images).toEqual([{ url: link, tries: 0 }])
    expect(stateOf(job, now, true)).toBe('ready')
    expect(mayBePaid(job)).toBe(true)
  })

  test.each(codes)('of the code %s that doesn’t prove that nothing was charged is unknown', (code) => {
    for (const charged of ['unknown', 'yes'] as const) {
      const job = afterSubmitError(submitting(), failed(code, { charged }), now)
      expect(stateOf(job, now, true)).toBe('unknown')
      expect(mayBePaid(job)).toBe(true)
    }
  })

  test('of unknown outcome is searched for at 5 s', () => {
    const job = afterSubmitError(submitting(), failed('outcome_unknown'), now)
    expect(job.check).toEqual({
      nextAtMs: sent.sentAtMs + 5_000,
      sinceMs: sent.sentAtMs,
      misses: 0,
      lastCode: 'outcome_unknown',
      summary: 'It failed.',
    })
  })

  test('that isn’t core’s proves nothing, and its message stays out of the record', () => {
    const job = afterSubmitError(submitting(), new Error('prompt: a red fox'), now)
    expect(stateOf(job, now, true)).toBe('unknown')
    expect(JSON.stringify(job.check)).not.toContain('prompt')
  })

  test('before anything was sent leaves the job as it was', () => {
    const job = aJob()
    expect(afterSubmitError(job, failed('aborted'), now)).toBe(job)
    expect(afterSubmitError(job, new Error('a bug'), now)).toBe(job)
  })

  test('on an abort before the request left is known not to have been sent', () => {
    const job = afterSubmitError(submitting(), failed('aborted', { charged: 'no' }), now)
    expect(job.attempts[0]?.outcome?.kind).toBe('not_sent')
    expect(stateOf(job, now, true)).toBe('created')
  })

  test('of the host is final when the host says so', () => {
    const job = afterSubmitError(aJob(), new JobRefusal('upload_declined', 'The upload was declined.'), now)
    expect(job.end).toMatchObject({ kind: 'failed', code: 'upload_declined', charged: 'no' })
  })

  test('waits for ten minutes at most, whatever the service asks for', () => {
    const patient = failed('too_many_requests', { retryAfterMs: 86_400_000 })
    const { check } = afterSubmitError(submitting(), patient, now, { tries: 3, delaysMs: [2_000] })
    expect(check?.nextAtMs).toBe(now + 600_000)
  })

  test('is sent again after a pause while there are tries left, and not sooner than the service asked', () => {
    const retries = { tries: 3, delaysMs: [2_000, 10_000] }
    const limited = failed('too_many_requests', { retryAfterMs: 7_000 })
    const first = afterSubmitError(submitting(), limited, now, retries)
    expect(first.check).toMatchObject({ nextAtMs: now + 7_000, misses: 1 })
    expect(stateOf(first, now, true)).toBe('created')
    const again = (job: Job, key: string): Job => attempting(job, { ...sent, key })
    const second = afterSubmitError(again(first, 'job-1.2'), limited, now, retries)
    expect(second.check).toMatchObject({ nextAtMs: now + 10_000, misses: 2 })
    const third = afterSubmitError(again(second, 'job-1.3'), limited, now, retries)
    expect(third.end).toMatchObject({ kind: 'failed', code: 'too_many_requests', charged: 'no' })
  })

  test('doesn’t bury an earlier submission that was lost', () => {
    const lost: Attempt = { ...sent, outcome: { kind: 'unknown' } }
    const job = afterSubmitError(submitting({ attempts: [lost, sent] }), failed('moderated', { charged: 'no' }), now)
    expect(job.end).toBeUndefined()
    expect(stateOf(job, now, true)).toBe('unknown')
  })
})

describe('a process that died mid-submission', () => {
  test('leaves a job that is searched for at once', () => {
    const job = afterInterruption(submitting(), now)
    expect(job.attempts[0]?.outcome).toEqual({ kind: 'unknown', code: 'interrupted' })
    expect(job.check).toMatchObject({ nextAtMs: now, sinceMs: sent.sentAtMs })
  })
})

describe('a search', () => {
  const lost = afterSubmitError(submitting(), failed('outcome_unknown'), now)

  test('that finds nothing is repeated at the next mark, and ends after the last', () => {
    let job: Job = lost
    const times: (number | undefined)[] = [job.check?.nextAtMs]
    for (let round = 0; round < 5; round++) {
      job = afterSearch(job, undefined, job.check?.nextAtMs ?? 0)
      times.push(job.check?.nextAtMs)
    }
    expect(times.map((atMs) => atMs && atMs - sent.sentAtMs)).toEqual([
      5_000,
      30_000,
      300_000,
      3_600_000,
      day,
      undefined,
    ])
    expect(job.check).toMatchObject({ searches: 5, lastCode: 'not_found' })
    expect(stateOf(job, now, false)).toBe('unknown')
  })

  test('that fails is repeated for 7 days', () => {
    expect(afterSearch(lost, failed('not_sent'), now).check).toMatchObject({ nextAtMs: now + 5_000, misses: 1 })
    expect(afterSearch(lost, failed('not_sent'), now + 2 * day).check?.nextAtMs).toBeGreaterThan(now + 2 * day)
    const searchedForLong: Job = { ...lost, check: { sinceMs: now, misses: 168 } }
    expect(afterSearch(searchedForLong, failed('not_sent'), now + 7 * day).check?.nextAtMs).toBeUndefined()
  })
})

describe('a wait or a check that ends in an error', () => {
  const running = aJob({ attempts: [{ ...sent, outcome: { kind: 'accepted' } }], task })

  test.each(codes.filter((code) => !taskEnds.has(code)))('of the code %s ends nothing', (code) => {
    const job = afterPollError(running, failed(code, { charged: 'no' }), now)
    expect(job.end).toBeUndefined()
    expect(mayBePaid(job)).toBe(true)
    expect(stateOf(job, now, false)).toBe(code === 'unknown_task' ? 'missing' : 'submitted')
  })

  test('is repeated after seconds, minutes and hours, for 7 days since the first', () => {
    let job: Job = running
    const delays: (number | undefined)[] = []
    let atMs = now
    for (let miss = 0; miss < 9; miss++) {
      job = afterPollError(job, failed('unknown_task'), atMs)
      delays.push((job.check?.nextAtMs ?? 0) - atMs)
      atMs = job.check?.nextAtMs ?? atMs
    }
    expect(delays).toEqual([5_000, 15_000, 45_000, 120_000, 300_000, 900_000, 1_800_000, 3_600_000, 3_600_000])
    const checkedForLong: Job = { ...running, check: { sinceMs: now, misses: 168 } }
    expect(afterPollError(checkedForLong, failed('unknown_task'), now + 7 * day).check?.nextAtMs).toBeUndefined()
  })

  test('that began in the future began now: the clock has been set back', () => {
    const early: Job = { ...running, check: { sinceMs: now + 400 * day, misses: 3 } }
    expect(afterPollError(early, failed('unknown_task'), now).check).toMatchObject({ sinceMs: now, misses: 4 })
  })

  test('of a failed task ends the job and says what is known about the charge', () => {
    const job = afterPollError(
      running,
      failed('task_failed', { charged: 'no', serviceCode: 'service_unavailable' }),
      now,
    )
    expect(job.end).toMatchObject({
      kind: 'failed',
      code: 'task_failed',
      charged: 'no',
      serviceCode: 'service_unavailable',
    })
    expect(mayBePaid(job)).toBe(false)
  })

  test('of a failed task that shows a link keeps it, and fetches it at once', () => {
    const job = afterPollError(running, failed('task_failed', { charged: 'no', imageUrls: [link, link] }), now)
    expect(job.images).toEqual([{ url: link, tries: 0 }])
    expect(job.end).toMatchObject({ kind: 'failed', charged: 'unknown' })
    expect(job.check).toMatchObject({ nextAtMs: now })
  })

  test('that shows a link is a result', () => {
    const job = afterPollError(running, failed('bad_answer', { imageUrls: [link] }), now)
    expect(stateOf(job, now, false)).toBe('ready')
  })
})

describe('a download or a save that ends in an error', () => {
  const ready = aJob({
    task,
    images: [
      { url: link, tries: 0 },
      { url: `${link}2`, tries: 4 },
    ],
  })

  test('is repeated, and the link stays', () => {
    const job = afterImageErrors(ready, new Map([[1, failed('image_unavailable')]]), now)
    expect(job.images).toEqual([
      { url: link, tries: 0 },
      { url: `${link}2`, tries: 5 },
    ])
    expect(job.check).toMatchObject({ nextAtMs: now + 5_000, lastCode: 'image_unavailable' })
    expect(stateOf(job, now, false)).toBe('ready')
  })

  test.each<FluxErrorCode>(['unsafe_url', 'image_too_large'])('of the code %s waits for a user', (code) => {
    const { check } = afterImageErrors(ready, new Map([[0, failed(code)]]), now)
    expect(check).toMatchObject({ misses: 1, lastCode: code })
    expect(check?.nextAtMs).toBeUndefined()
  })

  test('counts once for all images of a round, and one that may get better keeps the rechecks going', () => {
    const failures = new Map([
      [0, failed('image_too_large')],
      [1, failed('image_truncated')],
    ])
    const job = afterImageErrors(ready, failures, now)
    expect(job.images.map(({ tries }) => tries)).toEqual([1, 5])
    expect(job.check).toMatchObject({ misses: 1, lastCode: 'image_truncated', nextAtMs: now + 5_000 })
  })

  test('after all images are saved, it is tried again', () => {
    expect(afterFinishError(ready, new Error('no editor'), now).check).toMatchObject({ nextAtMs: now + 5_000 })
  })

  test.each(codes)('of the code %s never ends the job', (code) => {
    const job = afterImageErrors(ready, new Map([[0, failed(code, { charged: 'no' })]]), now)
    expect(job.end).toBeUndefined()
    expect(mayBePaid(job)).toBe(true)
  })
})
