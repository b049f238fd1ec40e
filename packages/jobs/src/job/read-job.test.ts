import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/store-suite/a-job.ts'
import type { Job } from './job.ts'
import { readJob } from './read-job.ts'

const full: Job = aJob({
  place: { folder: '/images' },
  estimate: { amount: 0.2, currency: 'credit' },
  attempts: [{ key: 'job-1.1', wire: { prompt: 'a red fox' }, sentAtMs: 1, outcome: { kind: 'accepted' } }],
  task: { id: 'task-1', via: 'answer', atMs: 2 },
  images: [{ url: 'https://a.example/1.png', tries: 1, kept: '/images/1.png', seed: 0 }],
  readyAtMs: 3,
  cost: { amount: 0.216, currency: 'credit' },
  check: { nextAtMs: 4, sinceMs: 3, misses: 1, lastCode: 'image_unavailable' },
  end: { kind: 'done', charged: 'yes', atMs: 5 },
})

describe('reading a record', () => {
  test('gives the job that was written', () => {
    expect(readJob(JSON.stringify(full), 'job-1')).toEqual({ job: full })
  })

  test('keeps what it doesn’t know, at every depth', () => {
    const later = {
      ...full,
      mood: 'new',
      origin: { ...full.origin, device: 'x' },
      task: { ...full.task, region: 'eu' },
      images: [{ ...full.images[0], width: 1024 }],
      attempts: [{ ...full.attempts[0], proxy: true, outcome: { kind: 'accepted', status: 200 } }],
      end: { ...full.end, why: { deep: [1] } },
    }
    expect(readJob(JSON.stringify(later))).toEqual({ job: later })
  })

  test('ignores a byte order mark', () => {
    expect(readJob(`\uFEFF${JSON.stringify(full)}`, 'job-1')).toEqual({ job: full })
  })

  test.each<[string, string, string]>([
    ['of 0 bytes', '', 'The record is empty.'],
    ['of zeros', '\0\0\0\0', 'The record isn’t complete JSON.'],
    ['that is cut in half', JSON.stringify(full).slice(0, 100), 'The record isn’t complete JSON.'],
    ['that is a list', '[]', 'The record can’t be understood.'],
    [
      'of a later version',
      JSON.stringify({ ...full, v: 2 }),
      'The record is of a later version (2) than this program knows.',
    ],
    [
      'of another job',
      JSON.stringify(aJob({ id: 'job-1' })).replace('job-1', 'job-2'),
      'The record of job-1 holds job job-2.',
    ],
    ['with a task of null', JSON.stringify({ ...full, task: null }), 'The record can’t be understood at task.'],
    [
      'with an outcome of a later version',
      JSON.stringify({ ...full, attempts: [{ ...full.attempts[0], outcome: { kind: 'postponed' } }] }),
      'The record can’t be understood at attempts.0.outcome.kind.',
    ],
    [
      'with an end of a later version',
      JSON.stringify({ ...full, end: { kind: 'sold', charged: 'no', atMs: 1 } }),
      'The record can’t be understood at end.kind.',
    ],
  ])('reports one %s', (_, text, damaged) => {
    expect(readJob(text, 'job-1')).toMatchObject({ damaged })
  })

  test('names the job of a damaged record, so that its id stays blocked', () => {
    expect(readJob('{', 'job-1')).toEqual({ damaged: 'The record isn’t complete JSON.', id: 'job-1' })
    expect(readJob(JSON.stringify({ ...full, v: 2 }))).toMatchObject({ id: 'job-1' })
    expect(readJob(JSON.stringify({ ...full, id: 'job-2' }), 'job-1')).toMatchObject({ id: 'job-2' })
  })

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readJob(text, 'job-1')))
    fc.assert(fc.property(fc.json(), (text) => void readJob(text, 'job-1')))
  })

  test('never shows what the record holds', () => {
    const secret = JSON.stringify({ ...full, request: 'a secret prompt' })
    expect(JSON.stringify(readJob(secret, 'job-1'))).not.toContain('secret')
  })
})
