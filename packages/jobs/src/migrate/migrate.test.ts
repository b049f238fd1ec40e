import { describe, expect, test } from 'vitest'
import { isOwed } from '../job/is-owed.ts'
import { type Entry, isDamaged, type Job } from '../job/job.ts'
import { mayBePaid } from '../job/may-be-paid.ts'
import { readJob } from '../job/read-job.ts'
import { stateOf } from '../job/state-of.ts'
import {
  botRecord,
  botSubmitted,
  cliRecord,
  cliSubmitted,
  extensionRecord,
  extensionSubmitted,
} from './fixtures/records.ts'
import { jobFromBot } from './from-bot.ts'
import { jobFromCli } from './from-cli.ts'
import { jobFromExtension } from './from-extension.ts'

const now = 1_795_362_400_000
const service = 'https://api.acedata.cloud'
const link = { url: 'https://cdn.example/1.png' }
const error = (code: string, charged: string) => ({ code, message: 'It failed.', charged })
const failure = (code: string, charged: string) => ({ code, summary: 'It failed.', charged, traceId: 't' })

const fromCli = (fields: object): Entry => jobFromCli(JSON.stringify({ ...cliRecord, ...fields }), cliRecord.id)
const fromExtension = (fields: object): Entry =>
  jobFromExtension(JSON.stringify({ ...extensionRecord, ...fields }), extensionRecord.id, { service })
const fromBot = (fields: object): Entry => jobFromBot({ ...botRecord, ...fields }, { service, currency: 'credits' })

function jobOf(entry: Entry): Job {
  if (isDamaged(entry)) throw new Error(entry.damaged)
  return entry.job
}

/** State, whether it may be paid for, whether an image is owed. */
const outcomeOf = (entry: Entry): string => {
  const job = jobOf(entry)
  return [stateOf(job, now, false), mayBePaid(job) ? 'paid' : 'free', isOwed(entry) ? 'owed' : '']
    .filter(Boolean)
    .join(' ')
}

describe('a job of the terminal program', () => {
  test.each<[string, object, string]>([
    ['mid-submission', {}, 'unknown paid owed'],
    ['that was submitted', { state: 'submitted', ...cliSubmitted }, 'submitted paid owed'],
    ['that was submitted, with a task of null', { state: 'submitted', taskId: null }, 'unknown paid owed'],
    ['that succeeded', { state: 'succeeded', ...cliSubmitted, images: [link] }, 'ready paid owed'],
    [
      'that is saved',
      { state: 'saved', ...cliSubmitted, images: [link], files: [{ index: 0, path: '/1.png' }] },
      'done paid',
    ],
    [
      'that is saved in part',
      { state: 'saved', ...cliSubmitted, images: [link, link], files: [{ index: 0, path: '/1.png' }] },
      'done paid owed',
    ],
    ['that was refused', { state: 'failed', error: error('moderated', 'no') }, 'failed free'],
    ['whose task failed', { state: 'failed', ...cliSubmitted, error: error('task_failed', 'unknown') }, 'failed paid'],
    [
      'whose task was missing',
      { state: 'failed', ...cliSubmitted, error: error('unknown_task', 'no') },
      'missing paid owed',
    ],
    [
      'whose outcome is unknown',
      { state: 'outcome-unknown', error: error('outcome_unknown', 'no') },
      'unknown paid owed',
    ],
    ['of the sandbox', { state: 'submitted', service: 'sandbox', ...cliSubmitted }, 'submitted free'],
  ])('%s', (_, fields, outcome) => {
    expect(outcomeOf(fromCli(fields))).toBe(outcome)
  })

  test('keeps where its images go, what was sent and when', () => {
    const job = jobOf(fromCli({ state: 'submitted', ...cliSubmitted }))
    expect(job).toMatchObject({
      origin: { app: 'cli', actor: 'person' },
      place: { directory: '/home/ann/pictures', namePattern: '{prompt}', metadata: true },
      attempts: [{ wire: { prompt: 'a red fox', count: 2 }, sentAtMs: cliSubmitted.submittedAtMs }],
      task: { id: '226eb763-0001', traceId: '089f8b46-0001', atMs: cliSubmitted.submittedAtMs },
    })
  })

  test.each<[string, string]>([
    ['half a file', JSON.stringify(cliRecord).slice(0, 80)],
    ['0 bytes', ''],
    ['zeros', '\0\0\0'],
    ['a later version', JSON.stringify({ ...cliRecord, version: 2 })],
    ['a new state', JSON.stringify({ ...cliRecord, state: 'postponed' })],
    ['another job’s name', JSON.stringify({ ...cliRecord, id: '20261122-154501-aaaa' })],
    ['no request', JSON.stringify({ ...cliRecord, request: null })],
  ])('with %s is damaged: owed, and its id is blocked', (_, text) => {
    const entry = jobFromCli(text, cliRecord.id)
    expect(isDamaged(entry) && entry.id).toMatch(/^20261122-154501-/)
    expect(isOwed(entry)).toBe(true)
  })

  test('with a byte order mark is read', () => {
    expect(isDamaged(jobFromCli(`\uFEFF${JSON.stringify(cliRecord)}`, cliRecord.id))).toBe(false)
  })
})

describe('a job of the extension', () => {
  test.each<[string, object, string]>([
    ['that is new', {}, 'created free'],
    ['mid-submission', { state: 'submitting' }, 'unknown paid owed'],
    ['that runs', { state: 'running', ...extensionSubmitted }, 'submitted paid owed'],
    ['that saves', { state: 'saving', ...extensionSubmitted, imageUrls: [link.url] }, 'ready paid owed'],
    [
      'that is done',
      {
        state: 'done',
        ...extensionSubmitted,
        imageUrls: [link.url],
        files: [{ index: 0, uri: 'file:///1.png', width: 1, height: 2 }],
      },
      'done paid',
    ],
    ['that was refused', { state: 'failed', failure: failure('moderated', 'no') }, 'failed free'],
    ['that was interrupted', { state: 'failed', failure: failure('interrupted', 'no') }, 'failed free'],
    [
      'whose task failed',
      { state: 'failed', ...extensionSubmitted, failure: failure('task_failed', 'unknown') },
      'failed paid',
    ],
    [
      'whose task was missing',
      { state: 'failed', ...extensionSubmitted, failure: failure('unknown_task', 'no') },
      'missing paid owed',
    ],
    [
      'that could not be written',
      { state: 'failed', ...extensionSubmitted, imageUrls: [link.url], failure: failure('write_failed', 'yes') },
      'ready paid owed',
    ],
    [
      'that waited too long',
      { state: 'failed', ...extensionSubmitted, failure: failure('wait_deadline', 'yes') },
      'submitted paid owed',
    ],
    [
      'whose outcome is unknown',
      { state: 'unknown', failure: failure('outcome_unknown', 'unknown') },
      'unknown paid owed',
    ],
    [
      'whose task came late',
      { state: 'unknown', ...extensionSubmitted, failure: failure('outcome_unknown', 'unknown') },
      'submitted paid owed',
    ],
    [
      'that was stopped',
      { state: 'stopped', ...extensionSubmitted, failure: failure('aborted', 'unknown') },
      'cancelled paid',
    ],
    [
      'that was stopped mid-submission',
      { state: 'stopped', failure: failure('aborted', 'unknown') },
      'unknown paid owed',
    ],
    [
      'that was stopped before anything was sent',
      { state: 'stopped', failure: failure('aborted', 'no') },
      'cancelled free',
    ],
    ['of the sandbox', { state: 'running', sandbox: true, ...extensionSubmitted }, 'submitted free'],
  ])('%s', (_, fields, outcome) => {
    const at = { ...extensionRecord, createdAtMs: now }
    expect(outcomeOf(fromExtension({ ...at, ...fields }))).toBe(outcome)
  })

  test('keeps its document, its target, its source and who requested it', () => {
    const fields = { action: 'edit', source: 'file:///ws/in.png', sourceUrl: 'https://cdn.example/in.png' }
    expect(jobOf(fromExtension(fields))).toMatchObject({
      service,
      origin: { app: 'vscode', actor: 'agent' },
      request: { action: 'edit', imageUrl: 'https://cdn.example/in.png' },
      place: { target: { stem: 'a-red-fox' }, insertion: { line: 3 }, source: 'file:///ws/in.png' },
    })
  })

  test('keeps where its files are', () => {
    const files = [{ index: 0, uri: 'file:///1.png', width: 1, height: 2 }]
    const job = jobOf(fromExtension({ state: 'saving', imageUrls: [link.url, link.url], files }))
    expect(job.images).toEqual([
      { url: link.url, tries: 0, kept: 'file:///1.png', width: 1, height: 2 },
      { url: link.url, tries: 0 },
    ])
  })
})

describe('a job of the bot', () => {
  const pictures = [{ url: link.url, seed: '7', hash: 'aa', extension: 'png' }]

  test.each<[string, object, string]>([
    ['that is announced', { state: 'announced' }, 'created free'],
    ['that waits', {}, 'created free'],
    ['that was refused and waits', { attempts: 2, notBeforeMs: now }, 'created free'],
    ['mid-submission', { state: 'submitting', attempts: 1 }, 'unknown paid owed'],
    ['that runs', { state: 'running', ...botSubmitted }, 'submitted paid owed'],
    [
      'that succeeded',
      { state: 'succeeded', ...botSubmitted, pictures, costUnits: 2_160, finishedMs: now },
      'done paid',
    ],
    ['that succeeded with a bare link', { state: 'succeeded', ...botSubmitted, pictures: [link] }, 'done paid owed'],
    ['that was refused', { state: 'failed', attempts: 1, failure: failure('moderated', 'no') }, 'failed free'],
    [
      'whose task failed',
      { state: 'failed', ...botSubmitted, failure: failure('task_failed', 'unknown') },
      'failed paid',
    ],
    [
      'whose task was missing',
      { state: 'failed', ...botSubmitted, failure: failure('unknown_task', 'no') },
      'missing paid owed',
    ],
    [
      'whose task could not be read',
      { state: 'failed', ...botSubmitted, failure: failure('bad_answer', 'no') },
      'submitted paid owed',
    ],
    [
      'whose outcome is unknown',
      { state: 'unknown', attempts: 1, failure: failure('outcome_unknown', 'unknown') },
      'unknown paid owed',
    ],
    [
      'that is overdue',
      { state: 'unknown', ...botSubmitted, failure: failure('wait_deadline', 'yes') },
      'submitted paid owed',
    ],
    ['that was cancelled', { state: 'cancelled', finishedMs: now }, 'cancelled free'],
    ['that was withdrawn', { state: 'withdrawn', finishedMs: now }, 'cancelled free'],
  ])('%s', (_, fields, outcome) => {
    expect(outcomeOf(fromBot({ createdMs: now, ...fields }))).toBe(outcome)
  })

  test('keeps its place, its options, its money and its delivery', () => {
    const attempt = { way: 'channel', atMs: 5 }
    const fields = {
      state: 'succeeded',
      ...botSubmitted,
      pictures,
      costUnits: 2_160,
      finishedMs: now,
      delivery: 'pending',
      attempt,
      messageId: '9',
    }
    expect(jobOf(fromBot(fields))).toMatchObject({
      estimate: { amount: 0.432, currency: 'credits' },
      cost: { amount: 0.216, currency: 'credits' },
      readyAtMs: now,
      images: [{ url: link.url, seed: '7', kept: 'aa', extension: 'png' }],
      place: {
        isAnnounced: false,
        origin: { channelId: '3', token: 'interaction-token' },
        options: { private: true, spoiler: false, input: { hash: 'aa' }, prompt: 'a red fox' },
        delivery: { state: 'pending', attempt, messageId: '9' },
      },
    })
  })

  test('remembers how often it was tried', () => {
    const job = jobOf(fromBot({ attempts: 3, notBeforeMs: now + 5 }))
    expect(job.attempts.map(({ key, outcome }) => [key.split('.')[1], outcome?.kind])).toEqual([
      ['1', 'refused'],
      ['2', 'refused'],
      ['3', 'refused'],
    ])
    expect(job.check).toMatchObject({ nextAtMs: now + 5, misses: 3 })
  })

  test('is searched for by the prompt that was sent', () => {
    const entry = jobFromBot(
      { ...botRecord, state: 'submitting', attempts: 1 },
      { service, currency: 'credits', submittedPrompt: ({ prompt }) => `Make a variation: ${String(prompt)}` },
    )
    expect(jobOf(entry).attempts[0]?.wire['prompt']).toBe('Make a variation: a red fox')
  })
})

test.each<[string, Entry, object]>([
  [
    'the terminal program',
    fromCli({ state: 'saved', ...cliSubmitted, images: [link], someday: [{ deep: 1 }] }),
    cliRecord,
  ],
  ['the extension', fromExtension({ state: 'stopped', ...extensionSubmitted, someday: 'x' }), extensionRecord],
  ['the bot', fromBot({ state: 'running', ...botSubmitted, someday: 'x' }), botRecord],
])('a migrated job of %s can be written and read, and holds all that its record held', (_, entry, record) => {
  const job = jobOf(entry)
  const again = jobOf(readJob(JSON.stringify(job), job.id))
  expect(again).toEqual(job)
  const kept = JSON.stringify((again as Job & { migratedFrom: { record: unknown } }).migratedFrom.record)
  const names = Object.keys(record).filter((name) => record[name as keyof typeof record] !== undefined)
  for (const name of names) expect(kept).toContain(JSON.stringify(name))
  expect(kept).toContain('someday')
})
