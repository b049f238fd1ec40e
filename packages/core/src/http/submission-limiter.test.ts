import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createSubmissionLimiter, type SubmissionLimiter } from './submission-limiter.ts'

let clock: FakeClock
let limiter: SubmissionLimiter
/** Numbers of those that were let in, in that order. */
let entered: number[]
let came: number
/** How those leave that are in, in the order of their coming in. */
let leaves: (() => void)[]

beforeEach(() => {
  clock = createFakeClock()
  limiter = createSubmissionLimiter(clock)
  entered = []
  came = 0
  leaves = []
})

async function come(count: number, signal?: AbortSignal): Promise<void> {
  for (let each = 0; each < count; each++) {
    const number = ++came
    void limiter.enter(signal).then((toLeave) => {
      entered.push(number)
      leaves.push(toLeave)
      return undefined
    })
  }
  await clock.advance(0)
}

/** Those that have been in longest leave, one after the other. */
async function leave(count: number): Promise<void> {
  for (let each = 0; each < count; each++) {
    leaves.shift()?.()
    await clock.advance(0)
  }
}

describe('a gate', () => {
  test('lets 64 in at once, without a timer', async () => {
    await come(64)
    expect(entered).toHaveLength(64)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('lets the next one in when one leaves, in the order of their coming', async () => {
    await come(67)
    expect(entered).toHaveLength(64)
    await leave(2)
    expect(entered.slice(64)).toEqual([65, 66])
  })

  test('lets 64 more in each 100 ms in which nobody leaves', async () => {
    await come(64 + 100)
    await clock.advance(99)
    expect(entered).toHaveLength(64)
    await clock.advance(1)
    expect(entered).toHaveLength(128)
    await clock.advance(100)
    expect(entered).toHaveLength(164)
  })

  test('lets only as many more in as 64 have not followed others within 100 ms', async () => {
    await come(64 + 200)
    await leave(60)
    expect(entered).toHaveLength(124)
    await clock.advance(100)
    expect(entered).toHaveLength(128)
    await leave(100)
    await clock.advance(100)
    expect(entered).toHaveLength(228)
    await clock.advance(100)
    expect(entered).toHaveLength(264)
  })

  test('stays as wide as it became until nobody waits, and is narrow again then', async () => {
    await come(64 + 64 + 1)
    await clock.advance(100)
    await leave(1)
    expect(entered).toHaveLength(129)
    await leave(128)
    await come(65)
    expect(entered).toHaveLength(129 + 64)
  })

  test('has no timer once nobody waits', async () => {
    await come(65)
    expect(clock.pendingDelaysMs()).toEqual([100])
    await leave(1)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('lets one in at once whose signal is aborted, before those who came earlier', async () => {
    const controller = new AbortController()
    await come(65)
    await come(1, controller.signal)
    controller.abort()
    await clock.advance(0)
    expect(entered.slice(64)).toEqual([66])
    await leave(1)
    expect(entered.slice(64)).toEqual([66, 65])
  })

  test('lets nobody in for one who leaves after an abort: they had no place', async () => {
    const controller = new AbortController()
    await come(64)
    await come(10, controller.signal)
    await come(20)
    controller.abort()
    await clock.advance(0)
    for (const toLeave of leaves.splice(64)) toLeave()
    await clock.advance(0)
    expect(entered).toHaveLength(64 + 10)
    await leave(1)
    expect(entered).toHaveLength(64 + 10 + 1)
  })

  test('has no timer once those that waited are aborted', async () => {
    const controller = new AbortController()
    await come(64)
    await come(2, controller.signal)
    controller.abort()
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('does not keep one waiting whose signal was aborted before', async () => {
    await come(64)
    await come(1, AbortSignal.abort())
    expect(entered).toHaveLength(65)
    expect(clock.pendingDelaysMs()).toEqual([])
  })
})
