import type { Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, test } from 'vitest'
import { type JobView, viewOf, withFiles } from './job-view.ts'
import type { Place } from './place.ts'
import { resultView } from './result-view.ts'

const nowMs = 1_000_000
const place: Place = { target: { folder: 'file:///ws', stem: 'fox' } }
const record = (facts: Partial<Job<Place>>): Job<Place> => aJob<Place>({ place, ...facts })
const view = (facts: Partial<Job<Place>>): JobView => viewOf(record(facts), nowMs, false)

const attempt = (kind: 'accepted' | 'unknown' | 'refused') => ({ key: 'k', wire: {}, sentAtMs: 1, outcome: { kind } })
const task = { id: 'task-1', via: 'answer' } as const
const link = { url: 'https://x/0.png', tries: 1 }
const kept = { ...link, kept: 'file:///ws/fox.png', width: 10, height: 20 }
const trouble = (lastCode: string) => ({ sinceMs: 1, misses: 1, lastCode, nextAtMs: nowMs + 1 })
const end = (kind: 'done' | 'failed' | 'cancelled', charged: 'no' | 'unknown' | 'yes') => ({ kind, charged, atMs: 1 })

/** `state, recoverable, may cost twice, failure, charged` */
const summary = ({ state, isRecoverable, mayCostTwice, failure }: JobView): string =>
  [state, isRecoverable && 'recoverable', mayCostTwice && 'may cost twice', failure?.code, failure?.charged]
    .filter(Boolean)
    .join(', ')

describe('a job', () => {
  test.each<[string, Partial<Job<Place>>, string]>([
    ['that was never sent', {}, 'created, recoverable'],
    ['that was refused', { attempts: [attempt('refused')], end: end('failed', 'no') }, 'failed, unexpected, no'],
    [
      'whose answer was lost',
      { attempts: [attempt('unknown')] },
      'unknown, recoverable, may cost twice, outcome_unknown, unknown',
    ],
    ['that runs', { attempts: [attempt('accepted')], task }, 'submitted, recoverable, may cost twice'],
    [
      'whose wait is over and that still runs',
      { attempts: [attempt('accepted')], task, check: trouble('running') },
      'submitted, recoverable, may cost twice',
    ],
    [
      'that the service does not know',
      { attempts: [attempt('accepted')], task, check: trouble('unknown_task') },
      'missing, recoverable, may cost twice, unknown_task, yes',
    ],
    [
      'whose image host is down',
      { attempts: [attempt('accepted')], task, images: [link], check: trouble('image_unavailable') },
      'ready, recoverable, may cost twice, image_unavailable, yes',
    ],
    ['that is done', { attempts: [attempt('accepted')], task, images: [kept], end: end('done', 'yes') }, 'done'],
    [
      'whose task failed',
      { attempts: [attempt('accepted')], task, end: { ...end('failed', 'unknown'), code: 'task_failed' } },
      'failed, may cost twice, task_failed, unknown',
    ],
    [
      'that was stopped',
      { attempts: [attempt('accepted')], task, end: end('cancelled', 'unknown') },
      'cancelled, recoverable, may cost twice, aborted, unknown',
    ],
    ['that was stopped before it was sent', { end: end('cancelled', 'no') }, 'cancelled, aborted, no'],
    [
      'of the sandbox that was stopped',
      { service: 'sandbox', attempts: [attempt('accepted')], task, end: end('cancelled', 'no') },
      'cancelled, recoverable, aborted, no',
    ],
  ])('%s', (_, facts, expected) => {
    expect(summary(view(facts))).toBe(expected)
  })

  test('shows what its record says, and nothing else', () => {
    const request = { action: 'edit', prompt: 'night', model: 'flux-dev', size: '1:1' }
    const source = 'file:///ws/fox.png'
    expect(view({ request, place: { ...place, source }, images: [kept, link], readyAtMs: 1 })).toMatchObject({
      action: 'edit',
      prompt: 'night',
      model: 'flux-dev',
      size: '1:1',
      count: 1,
      source,
      target: { folder: 'file:///ws', stem: 'fox' },
      isSandbox: false,
      missing: 0,
      files: [{ index: 0, uri: 'file:///ws/fox.png', width: 10, height: 20 }],
    })
  })

  test('an image that the terminal program saved has a path, and is shown too', () => {
    const done = { images: [{ ...kept, kept: '/home/ann/a fox.png' }], end: end('done', 'yes') }
    expect(view(done).files).toMatchObject([{ uri: 'file:///home/ann/a%20fox.png' }])
  })

  test('an image that a user threw away is not owed, and not shown', () => {
    const other = { ...kept, url: 'https://x/1.png', kept: 'file:///ws/fox-2.png' }
    const done = record({ task, images: [kept, other], end: end('done', 'yes') })
    const moved = withFiles(done, () => [{ index: 1, uri: 'file:///ws/owl.png', width: 1, height: 1 }])
    expect(viewOf(moved, nowMs, false)).toMatchObject({
      isRecoverable: false,
      files: [{ index: 1, uri: 'file:///ws/owl.png' }],
    })
    const back = withFiles(moved, () => [{ index: 0, uri: 'file:///ws/fox.png', width: 1, height: 1 }])
    expect(viewOf(back, nowMs, false).files.map(({ index }) => index)).toEqual([0])
  })
})

describe('the result of a run', () => {
  const open = record({ attempts: [attempt('accepted')], task, account: 'acc-1' })
  test.each([
    ['that another window holds', { why: 'held', isWritten: true }, { failure: { code: 'held' }, isHeld: true }],
    ['of another service', { why: 'elsewhere', isWritten: true }, { failure: { code: 'elsewhere' } }],
    ['of another account', { why: 'blocked', isWritten: true }, { failure: { code: 'other_account' } }],
    ['that the disk has no room for', { why: 'stopped', isWritten: false }, { failure: { summary: 'task-1' } }],
  ] as const)('%s says so', (_, result, expected) => {
    expect(resultView({ ...result, job: open }, nowMs, 'acc-2')).toMatchObject(expected)
  })

  test('of a disk that failed before anything was sent says that nothing was charged', () => {
    const result = { why: 'blocked', job: record({}), error: new Error('ENOSPC'), isWritten: true } as const
    expect(resultView(result, nowMs, 'acc-1')).toMatchObject({ failure: { summary: 'ENOSPC', charged: 'no' } })
  })

  test('without a job is nothing to show', () => {
    expect(resultView({ why: 'absent', isWritten: true }, nowMs, 'acc-1')).toBeUndefined()
  })
})
