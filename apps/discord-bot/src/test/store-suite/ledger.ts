import fc from 'fast-check'
import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { effectsBetween } from '../../model/effects.ts'
import type { BotJob } from '../../model/job.ts'
import type { Store } from '../../store/store.ts'
import { startMs } from '../builders.ts'
import { facts, testEffects } from '../put-job.ts'
import { create, type StoreSubject } from './subject.ts'

const step = fc.record({
  job: fc.integer({ min: 1, max: 4 }),
  to: fc.constantFrom('create', 'accepted', 'lost', 'overdue', 'done', 'failed', 'cancelled'),
  cost: fc.integer({ min: 0, max: 900 }),
})

/** The books. @param histories how many random ones are tried */
export function ledgerCases({ open }: StoreSubject, histories: number): void {
  test('after any history, each job’s rows sum to its reservation or its cost, and the balance is their sum', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = await open({ clock: createFakeClock({ startMs }) })
        try {
          for (const { job, to, cost } of steps) await take(store, String(job), to, cost)
          let expected = 0
          for (const id of ['1', '2', '3', '4']) {
            const job = await store.jobs.get(id)
            const sum = (await store.jobs.ledger(id)).reduce((total, row) => total + row.units, 0)
            const isOver = job !== undefined && ['succeeded', 'failed', 'cancelled'].includes(job.state)
            expect(sum).toBe(job === undefined ? 0 : isOver ? job.costUnits : 300)
            expected += sum
          }
          const [balance] = await store.jobs.usages('100', [{ scope: 'guild', id: '', sinceMs: 0 }])
          expect(balance?.units).toBe(expected)
        } finally {
          await store.close()
        }
      }),
      { numRuns: histories },
    )
  })
}

async function take(store: Store, id: string, to: string, units: number): Promise<void> {
  if (to === 'create') return void (await create(store, { id }))
  const entry = await store.durable.read(id)
  if (!entry || !('job' in entry) || entry.job.end) return
  const cost = { amount: units / 10_000, currency: 'USD' }
  const changes = { ...facts[to as keyof typeof facts](`t${id}`), ...(to === 'done' && { cost }) }
  const next: BotJob = { ...entry.job, ...changes, ...(entry.job.task && { task: entry.job.task }) }
  const claim = { job: entry.job, holder: 'creators', fence: 1 }
  await store.durable.commit(claim, next, effectsBetween(entry.job, next, testEffects))
}
