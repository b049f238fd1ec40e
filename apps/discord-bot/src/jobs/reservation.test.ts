import { describe, expect, test } from 'vitest'
import { aDurableJob, facts } from '../test/put-job.ts'
import type { JobReader } from '../store/store.ts'
import { reservationFor } from './reservation.ts'

const nothing: Pick<JobReader, 'finished'> = { finished: async () => [] }
const config = { FLUXKIT_PRICES: {}, FLUXKIT_CURRENCY: 'credits', FLUXKIT_UNKNOWN_PRICE: 10_000 }
const generate = { action: 'generate', model: 'flux-dev', count: 2 }
const max = { ...generate, model: 'flux-2-max' }
/** Jobs of one image that cost 0.3 credits. */
const learned: Pick<JobReader, 'finished'> = {
  finished: async () => [
    aDurableJob({ request: { model: 'flux-2-max' } }, { ...facts.done(), cost: { amount: 0.3, currency: 'credit' } }),
  ],
}

describe('what is reserved for two images', () => {
  test.each([
    ['without any knowledge: the price of the unknown', nothing, max, {}, config, 20_000],
    ['as in recorded runs', nothing, generate, {}, config, 4_320],
    [
      'an edit as in recorded runs',
      nothing,
      { action: 'edit', model: 'flux-kontext-pro', count: 1 },
      {},
      config,
      4_230,
    ],
    ['another action than that of the recorded run', nothing, { ...generate, action: 'edit' }, {}, config, 20_000],
    [
      'in another currency than the recorded runs',
      nothing,
      generate,
      {},
      { ...config, FLUXKIT_CURRENCY: 'USD' },
      20_000,
    ],
    ['what such requests have cost', learned, max, {}, config, 6_000],
    [
      'the operator’s price before everything else',
      learned,
      max,
      {},
      { ...config, FLUXKIT_PRICES: { 'flux-2-max': 5 } },
      10,
    ],
    ['an admin’s price where it is higher', nothing, max, { 'flux-2-max': 30_000 }, config, 60_000],
    ['never less than is known for an admin’s price of nothing', nothing, max, { 'flux-2-max': 0 }, config, 20_000],
  ])('%s', async (_, jobs, request, prices, settings, expected) => {
    expect(await reservationFor(jobs, request, { prices }, settings)).toBe(expected)
  })
})
