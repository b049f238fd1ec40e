import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { fetchAgain } from './fetch-again.ts'
import type { JobPicture } from './job.ts'

const dayMs = 86_400_000
const kept: JobPicture = { url: 'https://cdn.test/kept.png', hash: 'b'.repeat(64), extension: 'png' }
const missed: JobPicture = { url: 'https://cdn.test/missed.png' }
let store: Store
let fetched: string[]
beforeEach(() => {
  store = openTestStore()
  fetched = []
})
afterEach(() => store.close())

async function succeeded(id: string, pictures: readonly JobPicture[]): Promise<void> {
  await store.jobs.create(aJob({ id }), [], startMs)
  await store.jobs.claimNext('me', { total: 9, perGuild: 9, perUser: 9 }, startMs, startMs + 30_000)
  await store.jobs.move(id, 'submitting', 'running', { taskId: `t${id}`, submittedMs: startMs })
  await store.jobs.move(id, 'running', 'succeeded', { finishedMs: startMs, costUnits: 0, images: 1, pictures })
}

const tools = (nowMs: number) => ({
  store,
  clock: { now: () => nowMs },
  flux: {
    images: {
      download: async (url: string) => {
        fetched.push(url)
        return { bytes: new Uint8Array(), extension: 'png' }
      },
    },
  },
  pictures: { save: async () => ({ hash: 'a'.repeat(64), extension: 'png' }) },
  log: { warn: () => undefined },
})

test('what could not be fetched is fetched, and what is kept is left alone', async () => {
  await succeeded('1', [kept])
  await succeeded('2', [kept, missed])

  await fetchAgain(tools(startMs + dayMs) as never)

  expect(fetched).toEqual(['https://cdn.test/missed.png'])
  expect((await store.jobs.get('2'))?.pictures.map(({ hash }) => hash)).toEqual(['b'.repeat(64), 'a'.repeat(64)])
})

test('for seven days', async () => {
  await succeeded('1', [missed])

  await fetchAgain(tools(startMs + 7 * dayMs + 1) as never)

  expect(fetched).toEqual([])
})

test('a picture that its owner has deleted meanwhile does not come back', async () => {
  await succeeded('1', [missed])
  const slow = tools(startMs)
  slow.pictures.save = async () => {
    await store.jobs.forgetPictures('1')
    return { hash: 'a'.repeat(64), extension: 'png' }
  }

  await fetchAgain(slow as never)

  expect((await store.jobs.get('1'))?.pictures).toEqual([])
})
