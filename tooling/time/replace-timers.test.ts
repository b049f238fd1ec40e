import { createRequire } from 'node:module'
import type timers from 'node:timers'
import { setInterval as importedInterval, clearInterval as clearImported } from 'node:timers'
import { setTimeout as importedSleep } from 'node:timers/promises'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceTimers } from './replace-timers.ts'

const requiredTimers = createRequire(import.meta.url)('node:timers') as typeof timers
const startMs = Date.UTC(2030, 0, 1)
let clock: FakeClock
let undo: () => void
let fired: string[]
beforeEach(() => {
  clock = createFakeClock(startMs)
  undo = replaceTimers(clock)
  fired = []
})
afterEach(() => undo())

const note = (what: string) => (): void => void fired.push(what)

test('global, imported and required timers fire by the clock, in order', async () => {
  setTimeout(note('global'), 300)
  requiredTimers.setTimeout(note('required'), 100)
  void importedSleep(200).then(note('imported'))
  await clock.advance(299)
  expect(fired).toEqual(['required', 'imported'])
  await clock.advance(1)
  expect(fired).toEqual(['required', 'imported', 'global'])
})

test('arguments go to the callback', async () => {
  setTimeout((...args: string[]) => fired.push(...args), 1, 'a', 'b')
  await clock.advance(1)
  expect(fired).toEqual(['a', 'b'])
})

test('Date.now() is the time of the clock', async () => {
  await clock.advance(1_500)
  expect(Date.now()).toBe(startMs + 1_500)
})

test('an interval fires until it is cleared', async () => {
  const interval = importedInterval(note('beat'), 100)
  await clock.advance(250)
  expect(fired).toEqual(['beat', 'beat'])
  clearImported(interval)
  await clock.advance(1_000)
  expect(fired).toHaveLength(2)
})

test('a timer that is cleared never fires, one that is refreshed begins again', async () => {
  clearTimeout(setTimeout(note('never'), 100))
  const timer = setTimeout(note('refreshed'), 100)
  await clock.advance(60)
  timer.refresh()
  await clock.advance(99)
  expect(fired).toEqual([])
  await clock.advance(1)
  expect(fired).toEqual(['refreshed'])
})

test('clearing what is not a timer does nothing', () => {
  expect(() => {
    clearTimeout(undefined)
    clearInterval(undefined)
  }).not.toThrow()
})

test('a sleep that is aborted rejects as the one of Node does, and leaves no timer', async () => {
  const controller = new AbortController()
  const slept = importedSleep(1_000, undefined, { signal: controller.signal })
  controller.abort()
  await expect(slept).rejects.toMatchObject({ name: 'AbortError', code: 'ABORT_ERR' })
  expect(clock.pendingDelaysMs()).toEqual([])
})

test('a delay that Node would not take is one millisecond', () => {
  for (const delayMs of [0, -5, Number.NaN, 2 ** 31]) setTimeout(note('soon'), delayMs)
  expect(clock.pendingDelaysMs()).toEqual([1, 1, 1, 1])
})

test('several users of one clock: the last one brings back the real timers', () => {
  const second = replaceTimers(clock)
  second()
  second()
  expect(Date.now()).toBe(startMs)
})

test('two clocks at once are refused', () => {
  expect(() => replaceTimers(createFakeClock())).toThrow('on a clock of a test already')
})

test('undoing brings back the real ones, also those imported by name', async () => {
  undo()
  expect(Math.abs(Date.now() - (performance.timeOrigin + performance.now()))).toBeLessThan(60_000)
  await Promise.all([importedSleep(1), new Promise((resolve) => setTimeout(resolve, 1))])
  expect(clock.pendingDelaysMs()).toEqual([])
  undo = replaceTimers(clock)
})
