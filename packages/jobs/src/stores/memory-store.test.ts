import { createFakeClock } from '@fluxkit/core/testing'
import { describe, test } from 'vitest'
import { storeCases, type StoreSubject, type SuiteEffect, SuiteEffectRefused } from '../testing/store-suite/index.ts'
import { createMemoryRecords, createMemoryStore } from './memory-store.ts'

function openSubject(): StoreSubject {
  const clock = createFakeClock()
  const records = createMemoryRecords()
  const rows: string[] = []
  const apply = (effects: readonly SuiteEffect[]): void => {
    if (effects.some(({ refused }) => refused)) throw new SuiteEffectRefused()
    rows.push(...effects.map(({ row }) => row))
  }
  return {
    open: async () => createMemoryStore({ clock, records, apply, laneOf: ({ place }) => String(place) }),
    damage: async (id, text) => {
      const { fence = 0 } = records.jobs.get(id) ?? {}
      records.jobs.set(id, { text, fence, leaseUntilMs: 0 })
    },
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
    effects: async () => rows,
    close: async () => undefined,
  }
}

describe('the memory store', () => {
  // It can't take back the effects of one job when those of the next are refused.
  const cases = storeCases.filter(({ needs }) => needs !== 'createAll')
  test.each(cases)('$title', ({ run }) => run(openSubject()))
})
