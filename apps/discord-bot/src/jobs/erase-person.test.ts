import { setImmediate } from 'node:timers'
import { expect, onTestFinished, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { startMs } from '../test/builders.ts'
import { facts, putJob } from '../test/put-job.ts'
import type { Store } from '../store/store.ts'
import { erasePerson, type EraseTools } from './erase-person.ts'

const erasure = { userId: '300', requestedMs: startMs + 1_000 }

/** A user with so many jobs, whose ids count from 1. @param held those that a worker holds */
async function aPersonWith(
  count: number,
  held: ReadonlySet<string> = new Set(),
): Promise<{ store: Store; tools: EraseTools; pages: number[]; forgotten: string[] }> {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  for (let id = 1; id <= count; id++)
    await putJob(store, { id: String(id), createdMs: startMs + id }, facts.done(String(id)))
  const pages: number[] = []
  const forgotten: string[] = []
  const pageOf: Store['jobs']['pageOf'] = async (userId, options) => {
    pages.push(options.limit)
    return store.jobs.pageOf(userId, options)
  }
  const tools: EraseTools = {
    store: { ...store, jobs: { ...store.jobs, pageOf } },
    images: { forget: () => Promise.resolve() },
    clock: { now: () => erasure.requestedMs },
    log: { warn: () => undefined },
    runner: { forget: async ({ id }) => !held.has(id) && forgotten.push(id) > 0 },
  }
  return { store, tools, pages, forgotten }
}

test('jobs are read in batches of 25, and everything else has its turn after each job', async () => {
  const { tools, pages, forgotten } = await aPersonWith(60)
  let rounds = 0
  let isOver = false
  const count = (): void => {
    rounds++
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)

  expect(await erasePerson(tools, erasure, () => false)).toEqual({ erased: 60, left: 0 })
  isOver = true

  expect(pages).toEqual([25, 25, 25])
  expect(new Set(forgotten).size).toBe(60)
  expect(rounds).toBeGreaterThanOrEqual(60)
})

test('one that is stopped half-way stays noted, and is finished by the next', async () => {
  const { store, tools, pages, forgotten } = await aPersonWith(60)
  await store.erasures.request(erasure)

  expect(await erasePerson(tools, erasure, () => pages.length === 1)).toBeUndefined()
  expect(forgotten).toHaveLength(25)
  expect(await store.erasures.pending()).toEqual([erasure])

  expect(await erasePerson(tools, erasure, () => false)).toEqual({ erased: 60, left: 0 })
  expect(await store.erasures.pending()).toEqual([])
})

test('a request stays open while a worker holds a job, and ends when that job is erased, too', async () => {
  const held = new Set(['2'])
  const { store, tools, forgotten } = await aPersonWith(3, held)
  await store.erasures.request(erasure)
  // What a user saves while the request is open is not part of it.
  await store.presets.put('300', { name: 'noir', text: 'film noir' })

  expect(await erasePerson(tools, erasure, () => false)).toEqual({ erased: 2, left: 1 })
  expect(await store.erasures.pending()).toEqual([erasure])

  held.clear()
  await erasePerson(tools, erasure, () => false)
  expect(forgotten).toContain('2')
  expect(await store.erasures.pending()).toEqual([])
  expect((await store.presets.list('300')).map(({ name }) => name)).toEqual(['noir'])
})

test('what was requested later stays', async () => {
  const { store, tools, forgotten } = await aPersonWith(1)
  await putJob(store, { id: '2', createdMs: erasure.requestedMs + 1 }, facts.done('2'))
  await erasePerson(tools, erasure, () => false)

  expect(forgotten).toEqual(['1'])
})
