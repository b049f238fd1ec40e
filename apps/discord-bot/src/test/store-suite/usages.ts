import { isClaim } from '@fluxkit/jobs'
import { expect, test } from 'vitest'
import { startMs } from '../builders.ts'
import { facts, putJob } from '../put-job.ts'
import { create, type StoreSubject } from './subject.ts'

/** What counts towards a limit. */
export function usageCases({ opened, limited }: StoreSubject): void {
  test('use in another server does not count here', async () => {
    const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 1 })
    await create(store, { id: '1', place: { guildId: '999' } })

    expect(isClaim(await create(store, { id: '2' }))).toBe(true)
  })

  test('use everywhere counts every server and direct messages, and a rule of it stops them all', async () => {
    const store = await opened()
    await create(store, { id: '1', place: { guildId: '999' } })
    await create(store, { id: '2', place: { guildId: null, userId: '301' } })
    await create(store, { id: '3', createdMs: startMs - 1 })

    const query = { scope: 'all', id: '', sinceMs: startMs } as const
    expect(await store.jobs.usages('100', [query])).toEqual([{ images: 2, units: 600 }])
    expect(await store.jobs.usages(null, [query])).toEqual([{ images: 2, units: 600 }])
  })

  test('what was used before the window began does not count', async () => {
    const store = await opened()
    await create(store, { id: '1', createdMs: startMs - 1 })
    await create(store, { id: '2', createdMs: startMs })

    const query = { scope: 'user', id: '300', sinceMs: startMs } as const
    expect(await store.jobs.usages('100', [query])).toEqual([{ images: 1, units: 300 }])
  })

  test('a settlement counts in the window of its reservation, however late it comes', async () => {
    const store = await opened()
    const cost = { amount: 0.01, currency: 'USD' }
    await putJob(store, {}, { ...facts.done(), cost, readyAtMs: startMs + 86_400_000 })

    const used = (sinceMs: number) => store.jobs.usages('100', [{ scope: 'user', id: '300', sinceMs }])
    expect(await used(startMs)).toEqual([{ images: 1, units: 100 }])
    expect(await used(startMs + 1)).toEqual([{ images: 0, units: 0 }])
  })

  test('one question about several sums is answered in its order', async () => {
    const store = await opened()
    await create(store, { id: '1', request: { count: 2 } })
    await create(store, { id: '2', place: { channelId: '201' } })
    await create(store, { id: '3', place: { userId: '301' } })
    await create(store, { id: '4', place: { guildId: null, userId: '301' } })

    const sums = await store.jobs.usages('100', [
      { scope: 'all', id: '', sinceMs: startMs },
      { scope: 'channel', id: '201', sinceMs: startMs },
      { scope: 'guild', id: '', sinceMs: startMs },
      { scope: 'user', id: '300', sinceMs: startMs },
      { scope: 'guild', id: '', sinceMs: startMs + 1 },
    ])
    expect(sums.map(({ images }) => images)).toEqual([5, 1, 4, 3, 0])
    expect(await store.jobs.usages('100', [])).toEqual([])
  })
}
