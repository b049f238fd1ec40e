import { expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { aRequest, startMs } from '../test/builders.ts'
import { facts, putJob } from '../test/put-job.ts'
import type { ImageStore } from '../images/image-store.ts'
import { sweep } from './retention.ts'

type ImageSweep = ImageStore['sweep']

const dayMs = 86_400_000

test('each server has its own days, others the operator’s; drafts have one day; leases go when they have ended, images when nobody names them', async () => {
  const store = await openTestStore()
  for (const [id, guildId] of [
    ['1', '100'],
    ['2', '200'],
    ['3', null],
  ] as const) {
    await putJob(store, { id, place: { guildId } }, facts.cancelled())
  }
  await store.settings.update('100', (settings) => ({ ...settings, retentionDays: 1 }))
  const draft = { userId: '300', request: aRequest(), pictureUrls: [] }
  await store.drafts.put({ ...draft, id: 'old', createdMs: startMs })
  await store.drafts.put({ ...draft, id: 'new', createdMs: startMs + 2 * dayMs })
  await store.duties.take('reports 1', 'me', 0)
  const swept: [ReadonlySet<string>, number][] = []
  const sweepImages: ImageSweep = async (wantedOf, beforeMs) => swept.push([await wantedOf(['a'.repeat(64)]), beforeMs])
  const tools = {
    store,
    images: { sweep: sweepImages },
    clock: { now: () => startMs + 2 * dayMs },
    config: { FLUXKIT_RETENTION_DAYS: 30 },
    log: { info: () => undefined, warn: () => undefined },
  }

  const forgotten: string[] = []
  await sweep(tools as never, { forget: async ({ id }) => forgotten.push(id) > 0 })

  expect(forgotten).toEqual(['1'])
  expect([await store.drafts.get('old'), (await store.drafts.get('new'))?.id]).toEqual([undefined, 'new'])
  expect(await store.duties.forgetEnded()).toBe(0)
  // What was written within the hour may not be recorded yet.
  expect(swept).toEqual([[new Set(), startMs + 2 * dayMs - 3_600_000]])
  await store.close()
})

test('what is still checked is kept for 7 days, however few the server wants', async () => {
  const store = await openTestStore()
  await putJob(store, { id: '1' }, facts.lost())
  await putJob(store, { id: '2', createdMs: startMs - 8 * dayMs }, facts.lost())
  await store.settings.update('100', (settings) => ({ ...settings, retentionDays: 1 }))
  const forgotten: string[] = []
  const tools = {
    store,
    images: { sweep: async () => 0 },
    clock: { now: () => startMs + 2 * dayMs },
    config: { FLUXKIT_RETENTION_DAYS: 30 },
    log: { info: () => undefined, warn: () => undefined },
  }

  await sweep(tools as never, { forget: async ({ id }) => forgotten.push(id) > 0 })

  expect(forgotten).toEqual(['2'])
  // Nobody will know any more: its money counts as spent, its image does not.
  const sums = (await store.jobs.ledger('2')).map(({ kind, units, images }) => [kind, units, images])
  expect(sums).toEqual([
    ['reserve', 300, 1],
    ['settle', 0, -1],
  ])
  await store.close()
})

test('prompts of an earlier program are made searchable in batches until none is left', async () => {
  const store = await openTestStore()
  const left = [200, 200, 7]
  const limits: number[] = []
  const jobs: typeof store.jobs = {
    ...store.jobs,
    foldPrompts: async (limit) => {
      limits.push(limit)
      return left.shift() ?? 0
    },
  }
  const tools = {
    store: { ...store, jobs },
    images: { sweep: async () => 0 },
    clock: { now: () => startMs },
    config: { FLUXKIT_RETENTION_DAYS: 30 },
    log: { info: () => undefined, warn: () => undefined },
  }
  await sweep(tools as never, { forget: async () => true })
  await store.close()

  expect(limits).toEqual([200, 200, 200])
})
