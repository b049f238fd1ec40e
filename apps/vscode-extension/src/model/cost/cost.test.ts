import type { HeldJob, Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, test } from 'vitest'
import { english } from '../../language/translator.ts'
import { formatPrice, priceOf } from './price.ts'
import { checkSession, costText, type SessionAnswer, sessionStartMs, type SessionSettings } from './session.ts'

describe('a price', () => {
  test('is the configured amount times the images', () => {
    expect(priceOf({ 'flux-dev': 0.03 }, 'flux-dev', 4)).toBeCloseTo(0.12)
  })
  test.each([[{}], [{ 'flux-dev': -1 }], [{ 'flux-dev': Number.NaN }], [{ 'flux-dev': '3' as never }]])(
    'of %j is unknown',
    (prices) => expect(priceOf(prices, 'flux-dev', 1)).toBeUndefined(),
  )
  test('of nothing is a price', () => {
    expect(priceOf({ 'flux-dev': 0 }, 'flux-dev', 1)).toBe(0)
  })
  test('keeps small amounts', () => {
    expect(formatPrice(0.003, 'USD', 'en')).toBe('$0.003')
  })
  test('an unknown currency is shown as it is', () => {
    expect(formatPrice(3, 'credits', 'en')).toBe('3.00 credits')
  })
})

const hour = 3_600_000
const nowMs = 100 * hour
const within: Partial<SessionSettings> = {}

/** A job that brought its images. */
function made(count: number, facts: Partial<Job> = {}): HeldJob {
  const images = Array.from({ length: count }, (_, at) => ({ url: `https://x/${at}.png`, kept: 'a', tries: 0 }))
  const end = { kind: 'done', charged: 'yes', atMs: 1 } as const
  const request = { action: 'generate', prompt: 'a', model: 'flux-dev', count }
  const origin = { app: 'vscode', actor: 'person' } as const
  return { held: false, job: aJob({ origin, request, images, end, createdAtMs: nowMs - 1_000, ...facts }) }
}

const byAgent = { origin: { app: 'vscode', actor: 'agent' } } as const

function check(
  entries: readonly HeldJob[],
  demand: { readonly actor?: 'person' | 'agent'; readonly images?: number; readonly cost?: number },
  settings: Partial<SessionSettings> = within,
  allowedSinceMs = -Infinity,
): SessionAnswer {
  const all = {
    limits: { images: 5, agentImages: 2, cost: 1 },
    prices: { 'flux-dev': 0.4 },
    currency: 'USD',
    ...settings,
  }
  return checkSession(
    { entries, nowMs, settings: all, allowedSinceMs },
    { actor: 'person', images: 1, cost: 0, ...demand },
  )
}

describe('a session', () => {
  test('allows up to its limit and not more', () => {
    const free = { prices: { 'flux-dev': 0 } }
    expect(check([made(4)], {}, free)).toEqual({ ok: true })
    expect(check([made(4)], { images: 2 }, free)).toEqual({ ok: false, limit: 'images', value: 5 })
  })
  test('holds agents to less than people, and lets them have all of it', () => {
    expect(check([made(1, byAgent)], { actor: 'agent' })).toEqual({ ok: true })
    expect(check([made(2, byAgent)], { actor: 'agent' })).toEqual({ ok: false, limit: 'agentImages', value: 2 })
    expect(check([made(2, byAgent)], {})).toEqual({ ok: true })
  })
  test('counts the images of a user against no limit of agents', () => {
    expect(check([made(2)], { actor: 'agent', images: 2 })).toEqual({ ok: true })
  })
  test('adds up what several submissions cost by the configured prices', () => {
    expect(check([made(1), made(1)], { cost: 0.2 })).toEqual({ ok: true })
    expect(check([made(1), made(1)], { cost: 0.4 })).toEqual({ ok: false, limit: 'cost', value: 1 })
  })
  test('in credits counts what the service charged, whatever prices say', () => {
    const credits = { currency: 'credits' }
    const cost = { amount: 0.7, currency: 'credit' }
    expect(check([made(1, { cost })], { cost: 0.3 }, credits)).toEqual({ ok: true })
    expect(check([made(1, { cost })], { cost: 0.4 }, credits)).toEqual({ ok: false, limit: 'cost', value: 1 })
  })
  test('with a limit of cost, an order of which nobody knows the price is asked about', () => {
    const { cost: _cost, ...demand } = { actor: 'person' as const, images: 1, cost: 0 }
    const settings = { limits: { images: 5, agentImages: 2, cost: 1 }, prices: {}, currency: 'USD' }
    const session = { entries: [], nowMs, settings, allowedSinceMs: -Infinity }
    expect(checkSession(session, demand)).toEqual({ ok: false, limit: 'unpriced', value: 1 })
    const unlimited = { ...session, settings: { ...settings, limits: { ...settings.limits, cost: 0 } } }
    expect(checkSession(unlimited, demand)).toEqual({ ok: true })
  })
  test('does not count what provably cost nothing', () => {
    const end = { kind: 'failed', charged: 'no', atMs: 1 } as const
    const refused = made(0, { end, images: [] })
    expect(
      check(
        Array.from({ length: 9 }, () => refused),
        { images: 5, cost: 1 },
      ),
    ).toEqual({ ok: true })
  })
  test('counts again for people once a user allowed more, and not for agents', () => {
    const entries = [made(5), made(2, byAgent)]
    expect(check(entries, { images: 5 }, { prices: {} }, nowMs)).toEqual({ ok: true })
    expect(check(entries, { actor: 'agent' }, { prices: {} }, nowMs)).toMatchObject({ limit: 'agentImages' })
  })
  test('began with the oldest submission since a break of four hours, of this app only', () => {
    const at = (hours: number, facts: Partial<Job> = {}): HeldJob =>
      made(1, { createdAtMs: nowMs - hours * hour, ...facts })
    expect(sessionStartMs([], nowMs)).toBe(nowMs)
    expect(sessionStartMs([at(9), at(4.5), at(3)], nowMs)).toBe(nowMs - 4.5 * hour)
    expect(sessionStartMs([at(3, { origin: { app: 'cli', actor: 'person' } })], nowMs)).toBe(nowMs)
  })
  test('counts images whose answer was lost or that are in trouble: they may be charged', () => {
    const attempts = [{ key: 'k', wire: {}, sentAtMs: nowMs }]
    const lost: HeldJob = made(0, { attempts, images: [] })
    const { end: _end, ...job } = lost.job
    const unpriced = { prices: {} }
    expect(
      check([{ held: false, job: { ...job, request: { ...job.request, count: 4 } } }], { images: 2 }, unpriced),
    ).toEqual({
      ok: false,
      limit: 'images',
      value: 5,
    })
  })
  test('counts what a user stopped after it was sent, and not what was stopped before', () => {
    const stopped = (charged: 'no' | 'unknown') =>
      made(0, { images: [], end: { kind: 'cancelled', charged, atMs: 1 }, request: { model: 'flux-dev', count: 4 } })
    expect(check([stopped('unknown')], { images: 2 })).toMatchObject({ limit: 'images' })
    expect(check([stopped('no')], { images: 2 })).toEqual({ ok: true })
  })
  test('is not begun again by a time in the future, of a clock that was set back', () => {
    expect(check([made(5)], {}, { prices: {} }, nowMs + 1)).toMatchObject({ limit: 'images' })
  })
})

describe('the cost', () => {
  test.each([
    [{ isSandbox: true }, 'free (sandbox)'],
    [{ charged: 'no' }, 'not charged'],
    [{ charged: 'unknown' }, 'not known whether it was charged'],
    [{ charged: 'yes' }, 'charged, amount not known'],
    [{ charged: 'yes', cost: { amount: 1, currency: 'credit' } }, '1 credit'],
    [{ charged: 'yes', cost: { amount: 0.8800000001, currency: 'credits' }, count: 4 }, '0.88 credits for 4 images'],
    [{ charged: 'yes', cost: { amount: 0.5, currency: 'USD' } }, '0.5 USD'],
    [{ charged: 'unknown', cost: { amount: 0, currency: 'credit' } }, 'not known whether it was charged'],
  ] as const)('%j is %s', (part, text) => {
    expect(costText({ isSandbox: false, charged: 'yes', count: 1, ...part }, english)).toBe(text)
  })
})
