import { describe, expect, test } from 'vitest'
import type { Attempt, Job } from '../job/job.ts'
import { aDraft, aProcess, aWorld, jobOf } from '../runner/fixtures/a-process.ts'
import type { Listed } from '../stores/job-store.ts'
import { aJob } from '../testing/store-suite/a-job.ts'
import { checkBudget } from './check-budget.ts'
import { createWithin } from './create-within.ts'
import { describeEstimate, estimate, learn } from './learn.ts'
import { nothingSpent, spent } from './spent.ts'
import { windowAt } from './windows.ts'

const now = 10_000_000_000
const day = 86_400_000
const credits = (amount: number) => ({ amount, currency: 'credit' })
const sent = (kind: 'accepted' | 'refused' | 'unknown'): Attempt => ({
  key: 'k',
  wire: {},
  sentAtMs: now - 8_000,
  outcome: { kind },
})
const task = { id: 'task-1', via: 'answer' } as const
const saved = { url: 'https://a.example/1.png', tries: 0, kept: '/1.png' }
const done = {
  attempts: [sent('accepted')],
  task,
  images: [saved],
  end: { kind: 'done', charged: 'yes', atMs: now },
} as const
const since = { sinceMs: 0, nowMs: now }

const entry = (facts: Partial<Job>, held = false): Listed => ({
  job: aJob({ createdAtMs: now - 1_000, wantedAtMs: now, estimate: credits(0.2), ...facts }),
  held,
})
const sumOf = (facts: Partial<Job>, held = false) => spent([entry(facts, held)], since)

describe('what a job has spent', () => {
  test.each<[string, Partial<Job>, Partial<typeof nothingSpent>]>([
    ['before it is submitted is held', {}, { pendingImages: 1, heldCredits: 0.2 }],
    ['while it runs is held', { attempts: [sent('accepted')], task }, { pendingImages: 1, heldCredits: 0.2 }],
    ['when it is done is what it cost', { ...done, cost: credits(0.216) }, { images: 1, credits: 0.216 }],
    ['when it is done without a cost is what was expected', done, { images: 1, credits: 0.2 }],
    [
      'with fewer images than requested is what came',
      { ...done, request: { count: 4 }, cost: credits(0.2), estimate: credits(0.8) },
      { images: 1, credits: 0.2 },
    ],
    [
      'when it was lost is held, and its image counts when it is there',
      { attempts: [sent('unknown')] },
      { heldCredits: 0.2 },
    ],
    [
      'when it was lost 7 days ago counts as spent',
      { attempts: [sent('unknown')], createdAtMs: now - 7 * day - 1 },
      { credits: 0.2 },
    ],
    [
      'when its task is missing is held',
      { task, check: { sinceMs: now, misses: 1, lastCode: 'unknown_task' } },
      { heldCredits: 0.2 },
    ],
    [
      'when it was refused is nothing',
      { attempts: [sent('refused')], end: { kind: 'failed', charged: 'no', atMs: now } },
      {},
    ],
    ['when its task failed free of charge is nothing', { task, end: { kind: 'failed', charged: 'no', atMs: now } }, {}],
    [
      'when its task failed and nobody knows counts as spent',
      { task, end: { kind: 'failed', charged: 'unknown', atMs: now } },
      { credits: 0.2 },
    ],
    [
      'when it was given up counts as spent',
      { attempts: [sent('unknown')], end: { kind: 'discarded', charged: 'unknown', atMs: now } },
      { credits: 0.2 },
    ],
    ['when it is stale is nothing: it needs a confirmation anyway', { wantedAtMs: 0 }, {}],
    ['without a price isn’t known', { ...done, estimate: credits(Number.NaN) }, { images: 1, unpriced: 1 }],
    [
      'in another currency isn’t known',
      { ...done, cost: { amount: 3, currency: 'USD' }, estimate: { amount: 3, currency: 'USD' } },
      { images: 1, unpriced: 1 },
    ],
    ['in the sandbox is nothing', { ...done, service: 'sandbox' }, {}],
    ['before the window is nothing', { ...done, createdAtMs: -1 }, {}],
  ])('%s', (_, facts, sum) => {
    expect(sumOf(facts)).toEqual({ ...nothingSpent, ...sum })
  })

  test('adds up like the numbers that people see', () => {
    const entries = Array.from({ length: 10 }, (_, at) => entry({ ...done, id: `job-${at}`, cost: credits(0.1) }))
    expect(spent(entries, since)).toMatchObject({ images: 10, credits: 1 })
  })

  test('counts a damaged record as one that may have cost something', () => {
    expect(spent([{ damaged: 'Half a file.' }], since)).toEqual({ ...nothingSpent, unpriced: 1 })
  })

  test('can be filtered by who spent it', () => {
    const entries = [entry(done), entry({ ...done, id: 'job-2', origin: { app: 'vscode', actor: 'agent' } })]
    expect(spent(entries, { ...since, actor: 'agent' }).images).toBe(1)
    expect(spent(entries, { ...since, app: 'vscode' }).images).toBe(1)
  })
})

describe('a budget', () => {
  const used = { ...nothingSpent, images: 3, pendingImages: 1, credits: 0.7, heldCredits: 0.1 }

  test.each([
    ['without limits allows everything', {}, { images: 100 }, { kind: 'ok' }],
    ['allows up to its limit of images', { images: 5 }, { images: 1 }, { kind: 'ok' }],
    ['allows no image more', { images: 5 }, { images: 2 }, { kind: 'over', limit: 'images', max: 5, used: 4 }],
    ['allows up to its limit of credits', { credits: 1 }, { images: 1, credits: 0.2 }, { kind: 'ok' }],
    [
      'allows no credit more',
      { credits: 1 },
      { images: 1, credits: 0.201 },
      { kind: 'over', limit: 'credits', max: 1, used: 0.8 },
    ],
    ['in credits needs a price', { credits: 1 }, { images: 1 }, { kind: 'unpriced' }],
    ['in images needs none', { images: 9 }, { images: 1 }, { kind: 'ok' }],
    [
      'that is used up needs no price to say so',
      { credits: 0.5 },
      { images: 1 },
      { kind: 'over', limit: 'credits', max: 0.5, used: 0.8 },
    ],
  ])('%s', (_, limits, demand, answer) => {
    expect(checkBudget(limits, used, demand)).toEqual(answer)
  })

  test('isn’t exceeded by processes that write jobs at the same time', async () => {
    const world = aWorld()
    const all = Array.from({ length: 8 }, (_, at) => {
      const draft = aDraft({ id: `job-${at}`, estimate: credits(0.3) })
      return createWithin(
        aProcess(world).runner,
        world.store,
        draft,
        { limits: { credits: 1 }, sinceMs: 0 },
        world.clock,
      )
    })
    const results = await world.clock.until(Promise.all(all))
    const refused = results.filter((result) => 'refused' in result)
    expect(results.length - refused.length).toBe(3)
    expect(refused[0]).toMatchObject({ refused: { kind: 'over', limit: 'credits' } })
    expect((await jobOf(world, 'job-7')).end).toMatchObject({ kind: 'cancelled', charged: 'no' })
  })

  describe('of which a job takes the last, while an older one is still being written', () => {
    async function twoJobs() {
      const world = aWorld()
      const budget = { limits: { images: 1 }, sinceMs: 0 }
      let write = (): void => undefined
      const written = new Promise<void>((resolve) => (write = resolve))
      // Its record has its time now, and is written later.
      const create: typeof world.store.create = async (...record) => {
        await written
        return world.store.create(...record)
      }
      const { runner } = aProcess(world, {}, { store: { ...world.store, create } })
      const older = createWithin(runner, world.store, aDraft({ id: 'job-1' }), budget, world.clock)
      await world.clock.advance(1)
      const other = aProcess(world).runner
      const younger = await createWithin(other, world.store, aDraft({ id: 'job-2' }), budget, world.clock)
      write()
      return { world, older, younger }
    }

    test('refuses the older one, which the younger one did not see', async () => {
      const { world, older, younger } = await twoJobs()
      expect(younger).toHaveProperty('run')
      expect(await world.clock.until(older)).toMatchObject({ refused: { kind: 'over', limit: 'images' } })
      expect((await jobOf(world, 'job-1')).end).toMatchObject({ kind: 'cancelled', charged: 'no' })
    })

    test('leaves it to the older one when the younger one is cancelled', async () => {
      const { world, older, younger } = await twoJobs()
      if (!('cancel' in younger)) throw new Error('The younger job was refused.')
      await younger.cancel()
      expect(await world.clock.until(older)).toHaveProperty('run')
    })
  })

  test('lets a user confirm what nobody knows the price of', async () => {
    const world = aWorld()
    const { runner } = aProcess(world)
    const budget = { limits: { credits: 1 }, sinceMs: 0 }
    const { clock } = world
    expect(await createWithin(runner, world.store, aDraft(), budget, clock)).toEqual({ refused: { kind: 'unpriced' } })
    const confirmed = await createWithin(
      runner,
      world.store,
      aDraft({ id: 'job-2' }),
      {
        ...budget,
        allowUnpriced: true,
      },
      clock,
    )
    expect(confirmed).toHaveProperty('run')
  })
})

describe('an estimate', () => {
  const shown = (amount: number, tookMs: number, facts: Partial<Job> = {}): Listed =>
    entry({ ...done, cost: credits(amount), readyAtMs: now - 8_000 + tookMs, ...facts })
  const request = { action: 'generate', model: 'flux-dev', count: 1 }
  const learned = learn([
    shown(0.216, 7_600, { request }),
    shown(0.216, 8_400, { request }),
    shown(0.216, 300_000, { request }),
    shown(0.423, 12_000, { request: { ...request, action: 'edit' } }),
  ])

  test('comes from the same model and action, for all images of the request', () => {
    expect(estimate(learned, { request })).toEqual({ cost: credits(0.216), durationMs: 8_400 })
    expect(estimate(learned, { request: { ...request, count: 4 } }).cost).toEqual(credits(0.864))
    expect(estimate(learned, { request: { ...request, action: 'edit' } }).cost).toEqual(credits(0.423))
  })

  test('comes from configured prices where no job has shown any, and is unknown without', () => {
    const prices = { 'flux-2-pro': credits(0.5) }
    const other = { request: { ...request, model: 'flux-2-pro', count: 2 } }
    expect(estimate(learned, other, { prices })).toEqual({ cost: credits(1) })
    expect(estimate(learned, { request: { ...request, model: 'toString' } }, { prices })).toEqual({})
  })

  test('follows prices that change, and isn’t misled by a single one', () => {
    const history = [...Array.from({ length: 30 }, () => 0.2), ...Array.from({ length: 15 }, () => 0.3), 9]
    const entries = history.map((amount, at) => shown(amount, 8_000, { id: `job-${at}`, createdAtMs: at, request }))
    expect(estimate(learn(entries.reverse()), { request }).cost).toEqual(credits(0.3))
  })

  test('isn’t learned from the sandbox, from failures, or from results that were found much later', () => {
    const entries = [
      shown(9, 8_000, { request, service: 'sandbox' }),
      shown(9, 8_000, { request, end: { kind: 'failed', charged: 'yes', atMs: now } }),
      shown(0.2, 86_400_000, { request }),
    ]
    expect(estimate(learn(entries), { request })).toEqual({ cost: credits(0.2) })
  })

  test.each([
    [{ cost: credits(0.216), durationMs: 8_400 }, 'about 0.22 credits, usually 8 s'],
    [{ cost: credits(1) }, 'about 1 credit'],
    [{ cost: { amount: 12.34, currency: 'USD' } }, 'about 12 USD'],
    [{ durationMs: 300 }, 'usually 1 s'],
    [{}, ''],
  ])('%j reads “%s”', (facts, text) => {
    expect(describeEstimate(facts)).toBe(text)
  })
})

describe('a window of the calendar', () => {
  const at = Date.UTC(2026, 1, 28, 23, 30)

  test.each([
    ['hour', Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 1)],
    ['day', Date.UTC(2026, 1, 28), Date.UTC(2026, 2, 1)],
    ['month', Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)],
  ] as const)('of an %s in UTC', (window, startMs, endMs) => {
    expect(windowAt(window, at, 'utc')).toEqual({ startMs, endMs })
  })

  test.each(['hour', 'day', 'month'] as const)(
    'of a %s in the host’s time zone begins and ends by its clock',
    (window) => {
      const { startMs, endMs } = windowAt(window, at, 'local')
      expect([new Date(startMs).getMinutes(), new Date(endMs).getMinutes()]).toEqual([0, 0])
      expect(startMs <= at && at < endMs).toBe(true)
      expect(window === 'hour' || new Date(startMs).getHours() === 0).toBe(true)
      expect(window !== 'month' || new Date(startMs).getDate() === 1).toBe(true)
    },
  )
})
