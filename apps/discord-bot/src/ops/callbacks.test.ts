import { createFakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { startMs } from '../test/builders.ts'
import { createCallbacks } from './callbacks.ts'

const clock = createFakeClock({ startMs, settle: settleWork })
let store: Store
let delivered: (string | undefined)[]
let adopted: string[]
beforeEach(async () => {
  store = await openTestStore({ clock })
  delivered = []
  adopted = []
})
afterEach(() => store.close())

function receiver(isOwn = true) {
  const flux = { tasks: { deliver: ({ taskId }: { taskId?: string }) => void delivered.push(taskId) } }
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const config = { FLUXKIT_PUBLIC_URL: 'https://bot.example.com' }
  return createCallbacks(config, store, flux as never, quiet, clock, async (jobId, taskId) => {
    adopted.push(`${jobId} ${taskId}`)
    return isOwn
  })
}

/** The service posts the result of a task to the URL of an attempt. */
async function post(key: string, taskId: string | undefined, isOwn = true): Promise<number> {
  const callbacks = await receiver(isOwn)
  const body = { success: true, task_id: taskId, trace_id: 'x', data: [{ image_url: 'https://cdn.test/a.png' }] }
  const url = (await callbacks?.urlFor(key)) ?? ''
  const answer = await callbacks?.handle(new Request(url, { method: 'POST', body: JSON.stringify(body) }))
  await clock.advance(0)
  return answer?.status ?? 0
}

describe('a result that the service posts', () => {
  test.each([
    ['the second attempt of a job', '12.2', '12 t'],
    ['a job of the first versions of the bot', '12', '12 t'],
  ])('names the task of %s, and is handed on', async (_, key, named) => {
    expect(await post(key, 't')).toBe(200)
    expect([adopted, delivered]).toEqual([[named], ['t']])
  })

  test('that names no task still concerns its job, and is passed on', async () => {
    await post('12.1', undefined)
    expect([adopted, delivered]).toEqual([['12 undefined'], [undefined]])
  })

  test('of a task that is not the job’s own is not handed on, though the URL is true', async () => {
    await post('12.1', 'other', false)
    expect(delivered).toEqual([])
  })
})

test('the key of the URLs outlives the process: those of running jobs stay valid', async () => {
  const [first, second] = [await receiver(), await receiver()]

  expect(await first?.urlFor('1.1')).toBe(await second?.urlFor('1.1'))
  expect(await first?.urlFor('1.1')).toMatch(/^https:\/\/bot\.example\.com\/callbacks\//)
})

test('without a public URL there is no receiver', async () => {
  expect(await createCallbacks({}, store, {} as never, {} as never, clock, async () => true)).toBeUndefined()
})
