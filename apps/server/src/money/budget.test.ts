import type { Job } from '@fluxkit/jobs'
import { describe, expect, test } from 'vitest'
import { admit, describeRefusal, remainderOf, sumSpending } from './budget.ts'

const nowMs = new Date(2026, 10, 28, 15).getTime()
const yesterdayMs = new Date(2026, 10, 27, 23, 59).getTime()

function aJob(more: Partial<Job> & { session?: string }): { job: Job; held: boolean } {
  const { session = 'this', ...fields } = more
  const job: Job = {
    v: 1,
    id: 'a',
    rev: 1,
    service: 'https://api.example',
    account: 'acc',
    origin: { app: 'server', actor: 'agent' },
    request: { action: 'generate', prompt: 'x', model: 'flux-dev', count: 1 },
    place: { session },
    createdAtMs: nowMs - 1_000,
    wantedAtMs: nowMs - 1_000,
    attempts: [],
    images: [],
    ...fields,
  }
  return { job, held: true }
}

const done = (amount: number): Partial<Job> => ({
  images: [{ url: 'https://x/1.png', kept: '/1.png', tries: 0 }],
  cost: { amount, currency: 'credit' },
  end: { kind: 'done', charged: 'yes', atMs: nowMs },
})

const sessionOf = (place: unknown): string | undefined => (place as { session?: string }).session
const sum = (...entries: { job: Job; held: boolean }[]) => sumSpending(entries, { nowMs, session: 'this', sessionOf })
const noConsent = { beyondSession: false, unpriced: false }

describe('what is spent', () => {
  test('counts this run for the session, and every server of today for the day', () => {
    const spending = sum(
      aJob(done(0.2)),
      aJob({ ...done(0.3), session: 'other' }),
      aJob({ ...done(5), createdAtMs: yesterdayMs }),
      aJob({ ...done(7), origin: { app: 'cli', actor: 'person' }, session: 'none' }),
    )
    expect(spending.session).toMatchObject({ images: 2, credits: 5.2 })
    expect(spending.day).toMatchObject({ images: 2, credits: 0.5 })
  })

  test('counts images that are on their way', () => {
    const spending = sum(aJob({ request: { prompt: 'x', count: 3 }, estimate: { amount: 0.6, currency: 'credit' } }))
    expect(spending.session).toMatchObject({ pendingImages: 3, heldCredits: 0.6 })
  })

  test('counts what may be paid for and didn’t come: an outcome that isn’t known, and a paid job without images', () => {
    const sent = { key: 'k', wire: {}, sentAtMs: nowMs }
    const unknown = { attempts: [{ ...sent, outcome: { kind: 'unknown' } as const }] }
    const empty = {
      task: { id: 't', via: 'answer' } as const,
      end: { kind: 'failed', charged: 'yes', atMs: nowMs } as const,
    }
    const free = { ...unknown, attempts: [{ ...sent, outcome: { kind: 'refused' } as const }] }
    const refused = { ...free, end: { kind: 'failed', charged: 'no', atMs: nowMs } as const }
    expect(sum(aJob(unknown)).session).toMatchObject({ images: 0, pendingImages: 1 })
    expect(sum(aJob({ ...empty, request: { prompt: 'x', count: 2 } })).day).toMatchObject({
      images: 0,
      pendingImages: 2,
    })
    expect(sum(aJob(refused)).session).toMatchObject({ images: 0, pendingImages: 0 })
  })

  test('doesn’t count the sandbox', () => {
    expect(sum(aJob({ ...done(1), service: 'sandbox:1' })).session.images).toBe(0)
  })
})

describe('a job', () => {
  const spending = sum(aJob(done(0.5)), aJob(done(0.5)))

  test.each([
    ['fits', { session: { images: 3 }, day: { images: 3 } }, { kind: 'ok' }],
    ['fits without limits', { session: {}, day: {} }, { kind: 'ok' }],
    [
      'is more than the session allows',
      { session: { images: 2 }, day: {} },
      { kind: 'over', window: 'session', answer: { kind: 'over', limit: 'images', max: 2, used: 2 } },
    ],
    [
      'is more than the day allows, which counts first',
      { session: { images: 2 }, day: { images: 2 } },
      { kind: 'over', window: 'day', answer: { kind: 'over', limit: 'images', max: 2, used: 2 } },
    ],
    [
      'costs more than is left',
      { session: { credits: 1.1 }, day: {} },
      { kind: 'over', window: 'session', answer: { kind: 'over', limit: 'credits', max: 1.1, used: 1 } },
    ],
  ])('%s', (_, limits, expected) => {
    expect(admit(limits, spending, { images: 1, credits: 0.2 }, noConsent)).toEqual(expected)
  })

  test('whose price nobody knows needs consent where credits are limited', () => {
    const limits = { session: {}, day: { credits: 10 } }
    expect(admit(limits, spending, { images: 1 }, noConsent)).toEqual({ kind: 'unpriced' })
    expect(admit(limits, spending, { images: 1 }, { ...noConsent, unpriced: true })).toEqual({ kind: 'ok' })
  })

  test('may go beyond the session with consent, and never beyond the day', () => {
    const consent = { beyondSession: true, unpriced: true }
    expect(admit({ session: { images: 2 }, day: {} }, spending, { images: 1 }, consent)).toEqual({ kind: 'ok' })
    expect(admit({ session: {}, day: { images: 2 } }, spending, { images: 1 }, consent).kind).toBe('over')
  })

  test('that is refused is explained with the option that changes it', () => {
    const over = { kind: 'over', limit: 'images', max: 2, used: 2 } as const
    expect(describeRefusal({ kind: 'over', window: 'day', answer: over })).toEqual({
      message: 'The budget of today doesn’t cover this: 2 of 2 images are used or reserved.',
      advice: 'Don’t try again. The user can raise the limit: start the server with --day-images N.',
    })
  })
})

test('what is left is never negative, and says nothing where there is no limit', () => {
  const { session } = sum(aJob(done(0.1)), aJob(done(0.2)))
  expect(remainderOf({ images: 1, credits: 1 }, session)).toEqual({
    images: { used: 2, limit: 1, left: 0 },
    credits: { used: 0.3, limit: 1, left: 0.7 },
  })
  expect(remainderOf({}, session)).toEqual({ images: { used: 2 }, credits: { used: 0.3 } })
})
