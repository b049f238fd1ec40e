import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createFakeClock } from './fake-clock.ts'

describe('the fake clock', () => {
  test('stands still until a test moves it', async () => {
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

  test('lets promises settle before time continues', async () => {
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

  test('lists the timers that are set, and goes to the next', async () => {
    const clock = createFakeClock()
    clock.setTimer(() => undefined, 70)
    clock.setTimer(() => undefined, 40)
    expect(clock.pendingDelaysMs()).toEqual([40, 70])
    expect(await clock.advanceToNextTimer()).toBe(40)
    expect(clock.pendingDelaysMs()).toEqual([30])
    expect(await clock.advanceToNextTimer()).toBe(30)
    expect(await clock.advanceToNextTimer()).toBeUndefined()
  })

  test('fires the timer that was set first when several are due at the same time', async () => {
    const clock = createFakeClock()
    const seen: string[] = []
    clock.setTimer(() => seen.push('first'), 10)
    clock.setTimer(() => seen.push('second'), 10)
    await clock.advance(10)
    expect(seen).toEqual(['first', 'second'])
  })

  test('a timer that another one cancels at the same time does not fire', async () => {
    const clock = createFakeClock()
    let fired = false
    clock.setTimer(() => cancel(), 10)
    const cancel = clock.setTimer(() => (fired = true), 10)
    await clock.advance(10)
    expect(fired).toBe(false)
  })

  test('moves until a promise has settled, and no further', async () => {
    const clock = createFakeClock(0)
    const sleep = (ms: number): Promise<void> => new Promise((resolve) => clock.setTimer(resolve, ms))
    clock.setTimer(() => undefined, 90)
    const work = sleep(30).then(async () => {
      await sleep(20)
      return 'done'
    })
    expect(await clock.until(work)).toBe('done')
    expect(clock.now()).toBe(50)
  })

  test('moves until a promise is rejected', async () => {
    const clock = createFakeClock(0)
    const work = new Promise((_, reject) => clock.setTimer(() => reject(new Error('no')), 30))
    await expect(clock.until(work)).rejects.toThrow('no')
  })

  test('gives up on a promise that has not settled within the limit', async () => {
    const clock = createFakeClock(0)
    const tick = (): void => void clock.setTimer(tick, 1_000)
    tick()
    await expect(clock.until(new Promise(() => undefined), 10_500)).rejects.toThrow(
      'It has not settled within 10500 ms.',
    )
    expect(clock.now()).toBe(10_000)
  })

  test('several that move it at the same time take turns: what a timer sets off is over before time continues', async () => {
    const clock = createFakeClock(0)
    const step = (delayMs: number): Promise<number> =>
      new Promise((resolve) => {
        clock.setTimer(() => setImmediate(() => resolve(clock.now())), delayMs)
      })
    const steps = [step(10), step(20)] as const
    await Promise.all([clock.until(steps[0]), clock.until(steps[1]), clock.advance(30)])
    expect(await Promise.all(steps)).toEqual([10, 20])
    expect(clock.now()).toBe(30)
  })

  test('waits without moving for what continues outside', async () => {
    const clock = createFakeClock(0)
    await clock.until(readFile(import.meta.filename))
    expect(clock.now()).toBe(0)
  })

  test('lets files be read before time continues', async () => {
    const clock = createFakeClock(0)
    const seen: string[] = []
    clock.setTimer(() => seen.push('timer'), 10)
    void (async () => {
      for (let count = 0; count < 30; count++) await readFile(import.meta.filename)
      seen.push('read')
    })()
    await clock.advance(10)
    expect(seen).toEqual(['read', 'timer'])
  })

  test('after a sleep everything that is due fires late', async () => {
    const clock = createFakeClock(0)
    const seen: [string, number][] = []
    clock.setTimer(() => seen.push(['early', clock.now()]), 10)
    clock.setTimer(() => seen.push(['late', clock.now()]), 200)
    clock.setTimer(() => seen.push(['middle', clock.now()]), 20)
    await clock.sleep(100)
    expect(seen).toEqual([
      ['early', 100],
      ['middle', 100],
    ])
  })

  test('settles before time moves, after it has moved, and after each timer', async () => {
    const seen: number[] = []
    const clock = createFakeClock({
      startMs: 0,
      settle: async () => {
        seen.push(clock.now())
      },
    })
    clock.setTimer(() => seen.push(-1), 10)
    await clock.advance(20)
    expect(seen).toEqual([0, 10, -1, 10])
  })

  test('refuses a timer without a delay', () => {
    expect(() => createFakeClock().setTimer(() => undefined, Number.NaN)).toThrow(RangeError)
  })
})
