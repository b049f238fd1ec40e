import { describe, expect, it } from 'vitest'
import { createPollTimer, type PollTimer } from './poll-timer.ts'

interface Bench {
  readonly timer: PollTimer
  /** The timers that the host has, by the time at which they are due. */
  readonly due: () => readonly number[]
  /** Sets the clock without a timer firing, as the wake of a machine does. */
  readonly set: (nowMs: number) => void
  /** Fires what is due. */
  readonly fire: () => void
  readonly ticks: number[]
}

function createBench(random = 0): Bench {
  let nowMs = 1_000
  const timers = new Map<object, { readonly atMs: number; readonly callback: () => void }>()
  const ticks: number[] = []
  const clock = {
    now: () => nowMs,
    setTimer(callback: () => void, delayMs: number) {
      const key = {}
      timers.set(key, { atMs: nowMs + delayMs, callback })
      return () => void timers.delete(key)
    },
  }
  const fire = (): void => {
    for (const [key, { atMs, callback }] of timers) {
      if (atMs > nowMs) continue
      timers.delete(key)
      callback()
    }
  }
  const timer = createPollTimer({ clock, random: () => random, minIntervalMs: 500 }, () => ticks.push(nowMs))
  return {
    timer,
    due: () => [...timers.values()].map(({ atMs }) => atMs),
    set: (toMs) => (nowMs = toMs),
    fire,
    ticks,
  }
}

describe('the timer of a poller', () => {
  it('is one, at the earliest moment of all that are named', () => {
    const { timer, due } = createBench()
    for (const atMs of [5_000, 3_000, 4_000]) timer.atLatest(atMs)
    expect(due()).toEqual([3_000])
  })

  it('moves to a later moment, and is cancelled when nothing is to be done', () => {
    const { timer, due } = createBench()
    timer.atLatest(3_000)
    timer.move(4_000)
    expect(due()).toEqual([4_000])
    timer.move(Infinity)
    expect(due()).toEqual([])
  })

  it('comes late at random by up to a tenth of the shortest interval, and at once when its moment has passed', () => {
    const { timer, due } = createBench(0.5)
    timer.atLatest(3_000)
    expect(due()).toEqual([3_025])
    timer.move(200)
    expect(due()).toEqual([1_025])
  })

  it('ticks once, and can be set again by its tick', () => {
    const { timer, set, fire, ticks, due } = createBench()
    timer.atLatest(2_000)
    set(2_000)
    fire()
    fire()
    expect([ticks, due()]).toEqual([[2_000], []])
    timer.atLatest(3_000)
    expect(due()).toEqual([3_000])
  })

  it('that a clock has left behind doesn’t hold up those who come later', () => {
    const { timer, set, due } = createBench()
    timer.atLatest(2_000)
    set(10_000)
    timer.atLatest(11_000)
    expect(due()).toEqual([10_000])
  })
})
