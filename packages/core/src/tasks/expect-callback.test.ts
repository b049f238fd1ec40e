import { describe, expect, test } from 'vitest'
import type { Generation } from '../contract/generation.ts'
import { defaultRetryPolicy } from '../http/retry.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createDurationModel } from './durations.ts'
import { createWatcher } from './watcher.ts'

const result: Generation = { taskId: 'a', images: [], raw: {} }

/** A watcher that has learned that tasks of model `m` take 2 to 6 s, and when it looked, in ms since the start. */
function createBench() {
  const clock = createFakeClock()
  const startMs = clock.now()
  const durations = createDurationModel()
  for (let index = 0; index <= 40; index++) durations.start('m')(2_000 + index * 100)
  const looksAtMs: number[] = []
  const watcher = createWatcher({
    look: async () => {
      looksAtMs.push(clock.now() - startMs)
      return { sightings: new Map() }
    },
    clock,
    random: () => 0,
    durations,
    retry: defaultRetryPolicy,
    minIntervalMs: 500,
  })
  const wait = (): Promise<Generation> =>
    watcher.wait({ id: 'a', model: 'm', submittedAtMs: startMs, expectCallback: true }, { deadlineMs: 600_000 })
  return { clock, watcher, looksAtMs, wait }
}

describe('a wait that expects a callback', () => {
  test('costs no look when the callback comes', async () => {
    const { clock, watcher, looksAtMs, wait } = createBench()
    const done = wait()
    await clock.advance(6_000)
    watcher.end('a', { result })
    expect(await done).toEqual(result)
    expect(looksAtMs).toEqual([])
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('looks for itself once the callback is overdue: after twice what 95 % of the tasks take', async () => {
    const { clock, watcher, looksAtMs, wait } = createBench()
    wait().catch(() => undefined)
    await clock.advance(11_000)
    expect(looksAtMs).toEqual([])
    await clock.advance(2_000)
    expect(looksAtMs[0]).toBe(11_500)
    watcher.close()
  })
})
