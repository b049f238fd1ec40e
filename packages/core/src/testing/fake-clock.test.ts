import { describe, expect, test } from 'vitest'
import { createFakeClock } from './fake-clock.ts'

describe('the fake clock', () => {
  test('stands still until it is told to move', async () => {
    const clock = createFakeClock(1_000)
    let fired = false
    clock.setTimer(() => (fired = true), 0)
    await new Promise((resolve) => setImmediate(resolve))
    expect([clock.now(), fired]).toEqual([1_000, false])
  })

  test('fires timers at their own times, in order, also those set on the way', async () => {
    const clock = createFakeClock(0)
    const seen: [string, number][] = []
    clock.setTimer(() => seen.push(['late', clock.now()]), 30)
    clock.setTimer(() => {
      seen.push(['early', clock.now()])
      clock.setTimer(() => seen.push(['between', clock.now()]), 5)
    }, 10)
    await clock.advance(100)
    expect(seen).toEqual([
      ['early', 10],
      ['between', 15],
      ['late', 30],
    ])
    expect(clock.now()).toBe(100)
  })

  test('lets promises settle before time goes on', async () => {
    const clock = createFakeClock(0)
    const seen: number[] = []
    void (async () => {
      for (let round = 0; round < 3; round++) {
        await new Promise<void>((resolve) => clock.setTimer(resolve, 10))
        seen.push(clock.now())
      }
    })()
    await clock.advance(30)
    expect(seen).toEqual([10, 20, 30])
  })

  test('a timer that was cancelled does not fire', async () => {
    const clock = createFakeClock()
    let fired = false
    clock.setTimer(() => (fired = true), 10)()
    await clock.advance(20)
    expect(fired).toBe(false)
  })

  test('tells which timers are set, and goes to the next', async () => {
    const clock = createFakeClock()
    clock.setTimer(() => undefined, 70)
    clock.setTimer(() => undefined, 40)
    expect(clock.pendingDelaysMs()).toEqual([40, 70])
    expect(await clock.advanceToNextTimer()).toBe(40)
    expect(clock.pendingDelaysMs()).toEqual([30])
    expect(await clock.advanceToNextTimer()).toBe(30)
    expect(await clock.advanceToNextTimer()).toBeUndefined()
  })
})
