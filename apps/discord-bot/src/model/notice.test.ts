import { describe, expect, test } from 'vitest'
import { startMs } from '../test/builders.ts'
import { aDurableJob, facts, testEffects } from '../test/put-job.ts'
import { effectsBetween } from './effects.ts'
import type { BotJob, Notice } from './job.ts'
import { isNewer, isStillTrue, noticeOf } from './notice.ts'

const discarded = { kind: 'discarded', charged: 'no', atMs: 1 } as const
const link = { url: 'https://cdn.test/a.png', tries: 3 }
const trouble = (misses: number, lastCode = 'unknown_task') => ({ check: { sinceMs: startMs, misses, lastCode } })
const announced = (changes: Partial<BotJob>): BotJob => {
  const job = aDurableJob({}, changes)
  return { ...job, place: { ...job.place, isAnnounced: true } }
}

describe('the notice that is due', () => {
  test.each<[string, BotJob, Notice | undefined]>([
    ['a job that waits', aDurableJob(), undefined],
    ['a job that runs', aDurableJob({}, facts.accepted()), undefined],
    ['a task that was missing twice', aDurableJob({}, { ...facts.accepted(), ...trouble(2) }), undefined],
    ['a task that was missing three times', aDurableJob({}, { ...facts.accepted(), ...trouble(3) }), 'overdue'],
    ['a task past its deadline', aDurableJob({}, facts.overdue()), 'overdue'],
    [
      'a submission that was lost just now',
      aDurableJob({}, { ...facts.lost(), check: { sinceMs: startMs, misses: 0, nextAtMs: startMs + 5_000 } }),
      undefined,
    ],
    ['a lost submission that was searched for in vain', aDurableJob({}, facts.lost()), 'unknown'],
    ['a link that failed twice', aDurableJob({}, { images: [link], ...trouble(2) }), undefined],
    ['a link that failed three times', aDurableJob({}, { images: [link], ...trouble(3) }), 'links'],
    ['an image that is too large', aDurableJob({}, { images: [link], ...trouble(0, 'image_too_large') }), 'links'],
    ['a link that is not safe', aDurableJob({}, { images: [link], ...trouble(0, 'unsafe_url') }), 'links'],
    ['an image that is saved and not finished', aDurableJob({}, { images: [{ ...link, kept: 'x' }] }), undefined],
    ['a job that is done', aDurableJob({}, facts.done()), 'result'],
    ['a failed task', aDurableJob({}, facts.failed()), 'failure'],
    [
      'a failed task that left an image',
      aDurableJob({}, { ...facts.failed(), images: [{ ...link, kept: 'x' }] }),
      'result',
    ],
    ['a job that was cancelled', aDurableJob({}, facts.cancelled()), 'cancelled'],
    ['an announcement that was taken back', announced(facts.cancelled()), undefined],
    ['an announcement without its process', announced({ end: discarded }), 'restarted'],
    ['a job that nobody wanted for an hour', aDurableJob({}, { end: discarded }), 'stale'],
    ['a lost submission that its person gave up', aDurableJob({}, { ...facts.lost(), end: discarded }), undefined],
  ])('of %s', (_, job, notice) => {
    expect(noticeOf(job)).toBe(notice)
  })
})

test('interim notices are sent once, and only if they say more; an outcome always, unless it is the same', () => {
  expect(isNewer('unknown', undefined)).toBe(true)
  expect(isNewer('overdue', 'unknown')).toBe(true)
  expect(isNewer('unknown', 'overdue')).toBe(false)
  expect(isNewer('overdue', 'overdue')).toBe(false)
  expect(isNewer('result', 'links')).toBe(true)
  expect(isNewer('result', 'failure')).toBe(true)
  expect(isNewer('overdue', 'failure')).toBe(false)
  expect(isNewer('result', 'result')).toBe(false)
})

test('an interim notice is sent only while it is true', () => {
  expect([isStillTrue('unknown', 'unknown'), isStillTrue('unknown', 'running')]).toEqual([true, false])
  expect([isStillTrue('links', 'ready'), isStillTrue('links', 'succeeded')]).toEqual([true, false])
  expect([isStillTrue('overdue', 'overdue'), isStillTrue('overdue', 'running')]).toEqual([true, false])
  expect([isStillTrue('result', 'succeeded'), isStillTrue('failure', 'failed')]).toEqual([true, true])
})

describe('what is written with a job', () => {
  const between = (before: BotJob | undefined, after: BotJob) => effectsBetween(before, after, testEffects)

  test('at first its reservation', () => {
    expect(between(undefined, aDurableJob())).toEqual([{ do: 'reserve', units: 300, images: 1 }])
  })

  test('nothing when nothing follows from a step', () => {
    expect(between(aDurableJob(), aDurableJob({}, facts.accepted()))).toEqual([])
    expect(between(aDurableJob({}, facts.accepted()), aDurableJob({}, facts.accepted()))).toEqual([])
  })

  test('with its outcome the settlement and the notice, by this process for one lease', () => {
    expect(between(aDurableJob({}, facts.accepted()), aDurableJob({}, facts.failed()))).toEqual([
      { do: 'settle', units: 0, images: 0, atMs: startMs },
      { do: 'notify', notice: 'failure', owner: 'me', leaseMs: 30_000 },
    ])
  })

  test('a result settles when it is seen, and is delivered when it is saved', () => {
    const seen = aDurableJob({}, { ...facts.accepted(), images: [{ ...link, tries: 0 }] })
    expect(between(aDurableJob({}, facts.accepted()), seen).map((effect) => effect.do)).toEqual(['settle'])
    expect(between(seen, aDurableJob({}, facts.done())).map((effect) => effect.do)).toEqual(['notify'])
  })
})
