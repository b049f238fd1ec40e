import { createFakeClock } from '@fluxkit/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { startMs } from '../test/builders.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { createRateLimit } from './rate-limit.ts'

test('two in any minute, for each key on its own, in whichever process', async () => {
  const clock = createFakeClock({ startMs })
  const store = await openTestStore({ clock })
  onTestFinished(() => store.close())
  const limitOf = (): ReturnType<typeof createRateLimit> => createRateLimit(store.duties, 'reports', 2, 60_000)
  // Each time another process, or the same after a restart.
  const takes = async (key: string, atMs: number): Promise<boolean> => {
    await clock.advance(startMs + atMs - clock.now())
    return limitOf().take(key)
  }

  expect([await takes('a', 0), await takes('a', 30_000), await takes('a', 59_999)]).toEqual([true, true, false])
  expect(await takes('b', 59_999)).toBe(true)
  expect([await takes('a', 60_000), await takes('a', 60_001)]).toEqual([true, false])
})

test('requests at the same moment get no more than one after the other', async () => {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const limit = createRateLimit(store.duties, 'reports', 2, 60_000)

  expect((await Promise.all([1, 2, 3, 4].map(() => limit.take('a')))).filter(Boolean)).toHaveLength(2)
})
