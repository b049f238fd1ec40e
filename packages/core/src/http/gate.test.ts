import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createGate, type Gate } from './gate.ts'

let clock: FakeClock
let gate: Gate
/** Numbers of those that were let in, in that order. */
let entered: number[]
let came: number

beforeEach(() => {
  clock = createFakeClock()
  gate = createGate(clock)
  entered = []
  came = 0
})

async function come(count: number, signal?: AbortSignal): Promise<void> {
  for (let each = 0; each < count; each++) {
    const number = ++came
    void gate.enter(signal).then(() => entered.push(number))
  }
  await clock.advance(0)
}

async function leave(count: number): Promise<void> {
  for (let each = 0; each < count; each++) gate.leave()
  await clock.advance(0)
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

  test('does not keep one waiting whose signal was aborted before', async () => {
    await come(64)
    await come(1, AbortSignal.abort())
    expect(entered).toHaveLength(65)
    expect(clock.pendingDelaysMs()).toEqual([])
  })
})
