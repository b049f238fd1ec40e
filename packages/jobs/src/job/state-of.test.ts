import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/store-suite/a-job.ts'
import type { Attempt, Job } from './job.ts'
import { stateOf } from './state-of.ts'

const hour = 3_600_000
const now = 1_000_000 + 10 * hour

const sent = (outcome?: Attempt['outcome']): Attempt => ({
  key: 'job-1.1',
  wire: { prompt: 'a red fox' },
  sentAtMs: now,
  ...(outcome && { outcome }),
})
const task = { id: 'task-1', via: 'answer' } as const
const image = { url: 'https://a.example/1.png', tries: 0 }

describe('the state of a job', () => {
  test.each<[string, Partial<Job>, string]>([
    ['nothing was sent', { wantedAtMs: now }, 'created'],
    ['nothing was sent, an hour ago', { wantedAtMs: now - hour }, 'created'],
    ['nothing was sent, more than an hour ago', { wantedAtMs: now - hour - 1 }, 'stale'],
    ['it was wanted in the future, by a clock that was set back', { wantedAtMs: now + hour + 1 }, 'stale'],
    ['the service refused it', { wantedAtMs: now, attempts: [sent({ kind: 'refused' })] }, 'created'],
    ['it was never sent', { wantedAtMs: now, attempts: [sent({ kind: 'not_sent' })] }, 'created'],
    ['an answer was never read', { attempts: [sent()] }, 'unknown'],
    ['an answer was lost', { attempts: [sent({ kind: 'unknown' })] }, 'unknown'],
    ['an earlier answer was lost', { attempts: [sent({ kind: 'unknown' }), sent({ kind: 'refused' })] }, 'unknown'],
    ['an acceptance named no task', { attempts: [sent({ kind: 'accepted' })] }, 'unknown'],
    ['the task is known', { task }, 'submitted'],
    ['a check of the task failed', { task, check: { sinceMs: 0, misses: 3, lastCode: 'api_error' } }, 'submitted'],
    ['the task was missing', { task, check: { sinceMs: 0, misses: 1, lastCode: 'unknown_task' } }, 'missing'],
    ['the links are known', { task, images: [image] }, 'ready'],
    ['a link is known and the task isn’t', { attempts: [sent()], images: [image] }, 'ready'],
    ['it is done', { task, images: [image], end: { kind: 'done', charged: 'yes', atMs: now } }, 'done'],
    ['it failed', { task, end: { kind: 'failed', charged: 'no', atMs: now } }, 'failed'],
    ['it was cancelled', { end: { kind: 'cancelled', charged: 'no', atMs: now } }, 'cancelled'],
    [
      'a user discarded it',
      { attempts: [sent()], end: { kind: 'discarded', charged: 'unknown', atMs: now } },
      'cancelled',
    ],
  ])('when %s', (_, facts, state) => {
    expect(stateOf(aJob(facts), now, false)).toBe(state)
  })

  test('a live holder makes an open submission one that is running, and an old job one that is wanted', () => {
    expect(stateOf(aJob({ attempts: [sent()] }), now, true)).toBe('submitting')
    expect(stateOf(aJob({ wantedAtMs: 0 }), now, true)).toBe('created')
    expect(stateOf(aJob({ attempts: [sent({ kind: 'unknown' })] }), now, true)).toBe('unknown')
  })

  test('a time that isn’t a number makes a job stale, so that it is submitted only after asking', () => {
    expect(stateOf(aJob({ wantedAtMs: Number.NaN }), now, false)).toBe('stale')
  })
})
