import { describe, expect, test } from 'vitest'
import { aDurableJob, facts } from '../test/put-job.ts'
import type { BotJob } from './job.ts'
import { givenUp, reservationOf, settlementOf } from './settlement.ts'

const kept = { tries: 0, kept: 'hash' }
const job = (changes: Partial<BotJob>): BotJob => aDurableJob({ request: { count: 2 }, estimateUnits: 600 }, changes)
const image = { url: 'https://cdn.test/a.png', ...kept }

test('what is announced is reserved', () => {
  expect(reservationOf(job({}), 'USD')).toEqual({ units: 600, images: 2 })
  expect(reservationOf(job({}), 'credits')).toEqual({ units: 0, images: 2 })
})

describe('what a job counts for in the end', () => {
  test.each<[string, Partial<BotJob>, { units: number; images: number } | undefined]>([
    ['nothing is known yet', {}, undefined],
    ['its task runs', facts.accepted(), undefined],
    ['its submission may have been accepted', facts.lost(), undefined],
    ['its task can’t be seen', facts.overdue(), undefined],
    ['all images came', { images: [image, image] }, { units: 600, images: 2 }],
    ['fewer images came: these', { images: [image] }, { units: 300, images: 1 }],
    [
      'the service says what it cost',
      { images: [image], cost: { amount: 0.04, currency: 'usd' } },
      { units: 400, images: 1 },
    ],
    [
      'the service says that it cost more than was announced',
      { images: [image], cost: { amount: 2, currency: 'USD' } },
      { units: 20_000, images: 1 },
    ],
    [
      'the service says its cost in another currency',
      { images: [image], cost: { amount: 2, currency: 'credit' } },
      { units: 300, images: 1 },
    ],
    ['it failed', facts.failed(), { units: 0, images: 0 }],
    [
      'it failed, and the operator may have paid',
      { ...facts.accepted(), end: { kind: 'failed', charged: 'unknown', atMs: 1 } },
      { units: 0, images: 0 },
    ],
    ['it was cancelled in time', facts.cancelled(), { units: 0, images: 0 }],
    ['it was given up unsubmitted', { end: { kind: 'discarded', charged: 'no', atMs: 1 } }, { units: 0, images: 0 }],
    [
      'its person gave it up though it may be paid for',
      { ...facts.lost(), end: { kind: 'discarded', charged: 'unknown', atMs: 1 } },
      { units: 600, images: 0 },
    ],
  ])('when %s', (_, changes, expected) => {
    expect(settlementOf(job(changes), 'USD')).toEqual(expected)
  })

  test('when nobody knows after 7 days: the money is spent, the images never came', () => {
    expect(givenUp(job(facts.lost()), 'USD')).toEqual({ units: 600, images: 0 })
  })

  test('in credits, however the operator writes them', () => {
    const credits = aDurableJob({}, { images: [image], cost: { amount: 0.216, currency: 'credit' } })
    expect(settlementOf(credits, 'Credits')).toEqual({ units: 2_160, images: 1 })
  })
})
