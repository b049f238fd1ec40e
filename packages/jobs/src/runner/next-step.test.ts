import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempt, Job } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { aJob } from '../testing/store-suite/a-job.ts'
import { nextStep } from './next-step.ts'

const now = 1_000_000
const sent = (kind?: 'accepted' | 'refused' | 'unknown'): Attempt => ({
  key: 'job-1.1',
  wire: {},
  sentAtMs: now,
  ...(kind && { outcome: { kind } }),
})
const task = { id: 'task-1', via: 'answer' } as const
const link = { url: 'https://a.example/1.png', tries: 0 }
const saved = { ...link, kept: '/1.png' }
const later = { check: { nextAtMs: now + 1, sinceMs: now, misses: 1 } }
const due = { check: { nextAtMs: now, sinceMs: now, misses: 1 } }
const over = { check: { sinceMs: 0, misses: 99 } }
const failed = { end: { kind: 'failed', charged: 'unknown', atMs: now } } as const

describe('the next step of a job', () => {
  test.each<[string, Partial<Job>, string, string]>([
    ['that is new', {}, 'submit', 'submit'],
    ['that was refused and is tried again', { attempts: [sent('refused')], ...later }, 'rest', 'submit'],
    ['whose process died mid-submission', { attempts: [sent()], ...later }, 'interrupted', 'interrupted'],
    ['that was lost', { attempts: [sent('unknown')], ...due }, 'search', 'search'],
    ['that was lost and isn’t due', { attempts: [sent('unknown')], ...later }, 'rest', 'search'],
    ['that was lost for good', { attempts: [sent('unknown')], ...over }, 'rest', 'search'],
    ['that was accepted without a task', { attempts: [sent('accepted')] }, 'search', 'search'],
    ['that was submitted', { task }, 'wait', 'wait'],
    ['that is missing', { task, ...due }, 'check', 'wait'],
    ['that is missing for good', { task, ...over }, 'rest', 'wait'],
    ['with links', { task, images: [saved, link] }, 'download', 'download'],
    ['whose download failed', { task, images: [link], ...later }, 'rest', 'download'],
    ['with all images saved', { task, images: [saved] }, 'finish', 'finish'],
    ['whose finish failed', { task, images: [saved], ...later }, 'rest', 'finish'],
    ['that ended', { task, images: [saved], end: { kind: 'done', charged: 'yes', atMs: now } }, 'ended', 'ended'],
    ['that failed', { task, ...failed }, 'ended', 'ended'],
    ['that failed and shows a link', { task, images: [link], ...failed, ...due }, 'download', 'download'],
    ['that failed and shows a link that isn’t due', { task, images: [link], ...failed, ...later }, 'ended', 'download'],
    ['that failed and shows a link that is given up', { task, images: [link], ...failed }, 'ended', 'download'],
  ])('%s', (_, facts, byItself, onDemand) => {
    expect(nextStep(aJob(facts), now)).toBe(byItself)
    expect(nextStep(aJob(facts), now, true)).toBe(onDemand)
  })

  test('is never a submission while an earlier one may be paid for', () => {
    const outcome = fc.constantFrom(undefined, 'accepted', 'refused', 'unknown')
    const facts = fc.record({
      attempts: fc.array(outcome.map((kind) => sent(kind as 'refused'))),
      task: fc.constantFrom(undefined, task),
      images: fc.constantFrom([], [link], [saved]),
      check: fc.constantFrom(undefined, due.check, later.check, over.check),
      end: fc.constantFrom(undefined, failed.end),
    })
    fc.assert(
      fc.property(facts, fc.boolean(), (some, onDemand) => {
        const job = aJob(JSON.parse(JSON.stringify(some)) as Partial<Job>)
        expect(nextStep(job, now, onDemand) === 'submit' && mayBePaid(job)).toBe(false)
      }),
    )
  })
})
