import { isClaim } from '@fluxkit/jobs'
import { expect, test } from 'vitest'
import { withoutImages } from '../../jobs/forget-job.ts'
import type { BotJob } from '../../model/job.ts'
import type { JobCursor, Store } from '../../store/store.ts'
import { startMs } from '../builders.ts'
import { facts, putJob } from '../put-job.ts'
import type { StoreSubject } from './subject.ts'

/** What is found of jobs that were written. */
export function queryCases({ opened }: StoreSubject): void {
  test('positions count who came before', async () => {
    const store = await opened()
    await putJob(store, { id: '1' })
    await putJob(store, { id: '2', createdMs: startMs + 1 })

    expect([await store.jobs.queuePosition('1'), await store.jobs.queuePosition('2')]).toEqual([1, 2])
    expect(await store.jobs.queuePosition('3')).toBeUndefined()
    expect(await store.jobs.oldestQueuedMs()).toBe(startMs)
  })

  test('history finds images by the prompt, newest first', async () => {
    const store = await opened()
    for (const [id, prompt] of [
      ['1', 'A red FOX'],
      ['2', 'a cat'],
      ['3', 'another fox'],
    ] as const) {
      await putJob(store, { id, createdMs: startMs + Number(id), request: { prompt } }, facts.done(id))
    }
    await putJob(store, { id: '4', request: { prompt: 'a failed fox' } }, facts.failed())

    const ids = async (options: Parameters<Store['jobs']['history']>[1], userId = '300') =>
      (await store.jobs.history(userId, options)).map((job) => job.id)
    expect(await ids({ query: 'fox', limit: 5 })).toEqual(['3', '1'])
    expect(await ids({ offset: 1, limit: 1 })).toEqual(['2'])
    expect(await ids({ limit: 5 }, '301')).toEqual([])
    expect(await ids({ query: 'fox', limit: 5, withoutImages: true })).toEqual(['3', '1', '4'])
    expect((await store.jobs.finished('generate', 'flux-dev', 9)).map((job) => job.id).toSorted()).toEqual([
      '1',
      '2',
      '3',
    ])
  })

  test.each([
    ['ёлка', 'Ёлка в снегу'],
    ['STRASSE', 'eine straße'],
    ['straße', 'EINE STRASSE'],
    ['istanbul', 'İstanbul at night'],
    ['ΟΔΟΣ', 'οδοσήμανση'],
    ['οδος', 'Η ΟΔΟΣ'],
    ['fox', 'ａ　ｒｅｄ　ＦＯＸ'],
    ['100%_', 'a 100%_ FOX'],
  ])('the search for %s finds %s', async (query, prompt) => {
    const store = await opened()
    await putJob(store, { id: '1', request: { prompt } }, facts.done('1'))
    await putJob(store, { id: '2', request: { prompt: 'another' } }, facts.done('2'))

    expect((await store.jobs.history('300', { query, limit: 5 })).map(({ id }) => id)).toEqual(['1'])
  })

  test('pages go through all jobs of a user once, newest first, also those of one moment', async () => {
    const store = await opened()
    for (let id = 1; id <= 7; id++) {
      await putJob(
        store,
        { id: String(id), createdMs: startMs + Math.floor(id / 3) },
        id === 4 ? facts.failed() : facts.done(String(id)),
      )
    }
    await putJob(store, { id: '9', place: { userId: '301' } }, facts.done('9'))
    const pagesOf = async (options: { withPromptUntilMs?: number }): Promise<string[][]> => {
      const pages: string[][] = []
      for (let from: JobCursor | undefined; ;) {
        const page = await store.jobs.pageOf('300', { ...options, from, limit: 3 })
        pages.push(page.jobs.map(({ id }) => id))
        from = page.next
        if (from === undefined) return pages
      }
    }
    expect(await pagesOf({})).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']])
    expect(await pagesOf({ withPromptUntilMs: startMs + 1 })).toEqual([
      ['5', '4', '3'],
      ['2', '1'],
    ])
    expect(await store.jobs.pageOf('302', { limit: 3 })).toEqual({ jobs: [] })
  })

  test('jobs that have not ended are active, those that are only searched for too', async () => {
    const store = await opened()
    await putJob(store, { id: '1' }, facts.done('t1'))
    await putJob(store, { id: '2' }, facts.lost())
    await putJob(store, { id: '3', createdMs: startMs + 1 }, facts.overdue('t3'))
    await putJob(store, { id: '4', place: { userId: '301' } })

    const states = (await store.jobs.activeOf('300')).map(({ id, state }) => [id, state])
    expect(states).toEqual([
      ['2', 'unknown'],
      ['3', 'overdue'],
    ])
  })

  test('jobs are counted by state and model, through every change', async () => {
    const store = await opened()
    await putJob(store, { id: '1' }, facts.done('t1'))
    await putJob(store, { id: '2' }, facts.done('t2'))
    await putJob(store, { id: '3' }, facts.overdue('t3'))
    await putJob(store, { id: '4', request: { model: 'flux-2-max' } })

    const counts = (await store.jobs.countByState()).map(({ state, model, count }) => `${state} ${model} ${count}`)
    expect(counts.toSorted()).toEqual(['overdue flux-dev 1', 'queued flux-2-max 1', 'succeeded flux-dev 2'])
  })

  test('forgetting its images keeps a job and what it cost', async () => {
    const store = await opened()
    const input = { hash: 'b'.repeat(64), extension: 'png' }
    const request = { action: 'edit', imageUrl: 'https://cdn.test/b.png', input } as const
    const wire = { prompt: 'night', image_url: 'https://cdn.test/b.png' }
    const attempts = [{ key: '1.1', wire, sentAtMs: startMs, outcome: { kind: 'accepted' } }] as const
    await putJob(store, { request }, { ...facts.done(), attempts })
    const hashes = ['a'.repeat(64), 'b'.repeat(64)]
    expect(await store.jobs.wantedImages([...hashes, 'c'.repeat(64)])).toEqual(new Set(hashes))

    const claim = await store.durable.claim('1', 'forgetter', 5_000)
    if (!isClaim<BotJob['place']>(claim)) throw new Error('It is held.')
    await store.durable.commit(claim, withoutImages(claim.job))

    expect(await store.jobs.wantedImages(hashes)).toEqual(new Set())
    expect(JSON.stringify(await store.durable.read('1'))).not.toMatch(/cdn\.test|aaaa|bbbb/)
    expect(await store.jobs.get('1')).toMatchObject({ state: 'succeeded', costUnits: 300, held: true })
  })
}
