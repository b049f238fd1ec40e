import type { Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { expect, test } from 'vitest'
import { removalOf } from './removal.ts'

const day = 86_400_000
const nowMs = 100 * day
const task = { id: 'task-1', via: 'answer' } as const
const sent = { key: 'k', wire: {}, sentAtMs: nowMs }
const accepted = { attempts: [{ ...sent, outcome: { kind: 'accepted' } as const }], task }
const saved = { url: 'https://x/1.png', tries: 0, kept: 'file:///1.png' }
const owed = { url: 'https://x/2.png', tries: 3 }
const ended = (kind: 'done' | 'failed' | 'cancelled', charged: 'yes' | 'no' | 'unknown' = 'yes') => ({
  end: { kind, charged, atMs: nowMs },
})

test.each<[string, Partial<Job>, 'free' | 'ask' | 'refused']>([
  ['is saved', { ...accepted, images: [saved], ...ended('done') }, 'free'],
  ['was never sent', {}, 'free'],
  ['was refused by the service', { ...ended('failed', 'no') }, 'free'],
  ['failed and may have been charged', { ...accepted, ...ended('failed', 'unknown') }, 'free'],
  ['is in the sandbox', { ...accepted, service: 'sandbox' }, 'free'],
  ['runs at the service', accepted, 'refused'],
  ['has links that could not be downloaded', { ...accepted, images: [saved, owed] }, 'refused'],
  ['is done with an image that is not saved', { ...accepted, images: [saved, owed], ...ended('done') }, 'refused'],
  ['was stopped after its task was known', { ...accepted, ...ended('cancelled', 'unknown') }, 'refused'],
  ['was sent, and its answer was lost', { attempts: [sent] }, 'ask'],
  ['was stopped while its answer was awaited', { attempts: [sent], ...ended('cancelled', 'unknown') }, 'ask'],
  [
    'has a task that the service does not know any more',
    { ...accepted, check: { sinceMs: nowMs, misses: 1, lastCode: 'unknown_task' } },
    'ask',
  ],
  ['runs at the service for more than a week', { ...accepted, createdAtMs: nowMs - 7 * day }, 'ask'],
])('removing a job that %s', (_, facts, removal) => {
  expect(removalOf(aJob({ createdAtMs: nowMs - day, ...facts }), nowMs, false)).toBe(removal)
})

test('a job that a window works on is never removed', () => {
  expect(removalOf(aJob({}), nowMs, true)).toBe('refused')
  expect(removalOf(aJob({ service: 'sandbox' }), nowMs, true)).toBe('refused')
})
