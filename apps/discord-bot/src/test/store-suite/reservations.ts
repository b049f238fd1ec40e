import { isClaim } from '@fluxkit/jobs'
import { expect, test } from 'vitest'
import type { LimitRule } from '../../limits/check-limits.ts'
import { LimitRefused } from '../../limits/limit-refused.ts'
import { effectsBetween } from '../../model/effects.ts'
import { memberId } from '../../model/group.ts'
import { aRequest } from '../builders.ts'
import { aDurableJob, testEffects } from '../put-job.ts'
import { create, type StoreSubject } from './subject.ts'

/** What creating a job reserves, and what it refuses. */
export function reservationCases({ opened, limited }: StoreSubject): void {
  test('the same interaction makes one job', async () => {
    const store = await opened()
    expect(isClaim(await create(store))).toBe(true)
    expect(await create(store)).toMatchObject({ exists: { job: { id: '1' } } })
    expect(await store.jobs.ledger()).toHaveLength(1)
  })

  test('a reservation says what it leaves of the limits, the job included', async () => {
    const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 3 })
    await create(store)
    await create(store, { id: '2' })
    expect([store.leftImages.of('1'), store.leftImages.of('2'), store.leftImages.of('3')]).toEqual([
      { left: { left: 2, per: 'day' } },
      { left: { left: 1, per: 'day' } },
      undefined,
    ])
    const outside = await opened()
    await create(outside)
    expect(outside.leftImages.of('1')).toEqual({ left: undefined })
  })

  test('an interaction that comes twice is recognized where the limits leave room for one job only', async () => {
    const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 1 })
    expect(isClaim(await create(store))).toBe(true)
    expect(await create(store)).toMatchObject({ exists: { job: { id: '1' } } })
    await expect(create(store, { id: '2' })).rejects.toBeInstanceOf(LimitRefused)
  })

  test('what was written is read again', async () => {
    const store = await opened()
    const request = aRequest({ prompt: `it's "quoted" 猫`, imageUrl: 'https://cdn.test/a.png', action: 'edit' })
    await create(store, { id: '7', request })

    const job = await store.jobs.get('7')
    expect(job).toMatchObject({ id: '7', state: 'queued', delivery: 'waiting', request, attempts: 0, held: true })
    expect(await store.jobs.get('8')).toBeUndefined()
  })

  test('a reservation that breaks a limit of its server writes nothing', async () => {
    const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 3 }
    const store = await limited(rule)
    await create(store, { id: '1', request: { count: 3 } })

    const refusal = { rule, used: 3, endsMs: Date.UTC(2026, 0, 16) }
    await expect(create(store, { id: '2' })).rejects.toMatchObject({ name: 'LimitRefused', refusal })

    expect(await store.jobs.get('2')).toBeUndefined()
    expect(await store.jobs.ledger()).toHaveLength(1)
  })

  test('a group is reserved as a whole or not at all, whatever its jobs see of each other', async () => {
    const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 3 }
    const store = await limited(rule)
    const createAll = async (id: string, of: number): Promise<unknown> => {
      const entries = Array.from({ length: of }, (_, at) => {
        const job = aDurableJob({ id: memberId(id, at) })
        const grouped = { ...job, place: { ...job.place, group: { id, at, of, units: 300 * of } } }
        return { job: grouped, effects: effectsBetween(undefined, grouped, testEffects) }
      })
      return store.durable.createAll?.(entries, 'creators', 5_000)
    }
    await create(store, { id: '5' })

    const refusal = { rule, used: 1, endsMs: Date.UTC(2026, 0, 16) }
    await expect(createAll('10', 3)).rejects.toMatchObject({ name: 'LimitRefused', refusal })
    expect(await store.jobs.ledger()).toHaveLength(1)
    expect(await store.jobs.get('10')).toBeUndefined()

    expect(await createAll('20', 2)).toHaveLength(2)
    expect(await createAll('20', 2)).toMatchObject({ exists: { job: { id: '20' } } })
    expect(await store.jobs.get('201')).toMatchObject({ group: { id: '20', at: 1, of: 2, units: 600 } })
    expect((await store.jobs.ledger()).map(({ jobId, units }) => [jobId, units])).toEqual([
      ['5', 300],
      ['20', 300],
      ['201', 300],
    ])
  })
}
