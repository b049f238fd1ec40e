import { expect, test } from 'vitest'
import { nothingSpent, spent } from '../budget/spent.ts'
import type { Job } from './job.ts'
import { aJob } from '../testing/store-suite/a-job.ts'
import { forgotten } from './forget.ts'
import { readJob } from './read-job.ts'

const secret = 'a red fox for Ann'
const done: Job = aJob({
  request: {
    action: 'edit',
    prompt: secret,
    model: 'flux-kontext-pro',
    count: 1,
    imageUrl: `https://a.example/${secret}`,
  },
  place: { folder: `/home/ann/${secret}` },
  attempts: [{ key: 'job-1.1', wire: { prompt: secret }, sentAtMs: 1, outcome: { kind: 'accepted' } }],
  task: { id: 'task-1', via: 'answer' },
  images: [{ url: `https://a.example/${secret}.png`, tries: 0, kept: `/home/ann/${secret}.png` }],
  readyAtMs: 9,
  cost: { amount: 0.423, currency: 'credit' },
  end: { kind: 'done', charged: 'yes', atMs: 9 },
})

test('a forgotten job holds nothing that a user wrote, and counts as before', () => {
  const job = { ...done, migratedFrom: { record: { prompt: secret } } }
  const left = forgotten(job, {})
  expect(JSON.stringify(left)).not.toMatch(/fox|ann/i)
  expect(readJob(JSON.stringify(left))).toEqual({ job: left })
  const sums = { sinceMs: 0, nowMs: 10 }
  expect(spent([{ job: left ?? job, held: false }], sums)).toEqual({ ...nothingSpent, images: 1, credits: 0.423 })
})

test('a job whose image is owed isn’t forgotten', () => {
  const { end: _end, ...open } = done
  expect(forgotten(open, {})).toBeUndefined()
  expect(forgotten({ ...done, images: [{ url: 'https://a.example/1.png', tries: 3 }] }, {})).toBeUndefined()
})
