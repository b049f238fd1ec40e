import { expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { aJob, aRequest, startMs } from '../test/builders.ts'
import { sweep } from './sweep.ts'

const dayMs = 86_400_000

test('each server has its own days, others the operator’s; drafts have one day; pictures go when nobody names them', async () => {
  const store = openTestStore()
  for (const [id, guildId] of [
    ['1', '100'],
    ['2', '200'],
    ['3', null],
  ] as const) {
    await store.jobs.create(aJob({ id, place: { guildId } }), [], startMs)
    await store.jobs.move(id, 'queued', 'cancelled', { finishedMs: startMs, costUnits: 0, images: 0 })
    await store.jobs.setDelivery(id, 'delivered')
  }
  await store.settings.update('100', (settings) => ({ ...settings, retentionDays: 1 }))
  const draft = { userId: '300', request: aRequest(), pictureUrls: [] }
  await store.drafts.put({ ...draft, id: 'old', createdMs: startMs })
  await store.drafts.put({ ...draft, id: 'new', createdMs: startMs + 2 * dayMs })
  const swept: [ReadonlySet<string>, number][] = []
  const tools = {
    store,
    pictures: { sweep: async (wanted: ReadonlySet<string>, beforeMs: number) => swept.push([wanted, beforeMs]) },
    clock: { now: () => startMs + 2 * dayMs },
    config: { FLUXKIT_RETENTION_DAYS: 30 },
    log: { info: () => undefined },
  }

  await sweep(tools as never)

  const prompts = await Promise.all(['1', '2', '3'].map(async (id) => (await store.jobs.get(id))?.request.prompt))
  expect(prompts).toEqual(['', 'a white siamese cat', 'a white siamese cat'])
  expect([await store.drafts.get('old'), (await store.drafts.get('new'))?.id]).toEqual([undefined, 'new'])
  // What was written within the hour may not be written down yet.
  expect(swept).toEqual([[new Set(), startMs + 2 * dayMs - 3_600_000]])
  store.close()
})
