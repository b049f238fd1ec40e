import { expect, test } from 'vitest'
import { createScriptedClock } from './scripted-clock.ts'

test('time stands still until it is moved', async () => {
  const clock = createScriptedClock(1_000)
  await clock.advance(250)
  expect(clock.now()).toBe(1_250)
})

test('timers fire in the order of their times, each at its own time', async () => {
  const clock = createScriptedClock(0)
  const fired: [string, number][] = []
  clock.setTimer(() => fired.push(['late', clock.now()]), 300)
  clock.setTimer(() => fired.push(['early', clock.now()]), 100)
  await clock.advance(400)
  expect(fired).toEqual([
    ['early', 100],
    ['late', 300],
  ])
})

test('a timer set by a timer fires within the same advance', async () => {
  const clock = createScriptedClock(0)
  const fired: number[] = []
  clock.setTimer(() => void clock.setTimer(() => fired.push(clock.now()), 50), 50)
  await clock.advance(100)
  expect(fired).toEqual([100])
})

test('a cancelled timer never fires', async () => {
  const clock = createScriptedClock(0)
  let fired = 0
  const cancel = clock.setTimer(() => fired++, 10)
  cancel()
  await clock.advance(20)
  expect(fired).toBe(0)
})
