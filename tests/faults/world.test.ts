import { expect, test } from 'vitest'
import { createWorld } from './hosts/world.ts'

test('a case that never got to its end leaves the time of the next one alone', async () => {
  const realNow = Date.now
  const abandoned = await createWorld()
  {
    await using world = await createWorld()
    await abandoned[Symbol.asyncDispose]()
    const fired: number[] = []
    setTimeout(() => fired.push(Date.now()), 5_000)
    await world.clock.advance(5_000)
    expect(fired).toEqual([Date.UTC(2026, 0, 1, 0, 0, 5)])
    expect(Math.round(performance.timeOrigin + performance.now())).toBe(Date.UTC(2026, 0, 1, 0, 0, 5))
  }
  expect(Date.now).toBe(realNow)
})
