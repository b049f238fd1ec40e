import { expect, test } from 'vitest'
import { createScriptedClock } from './scripted-clock.ts'

test('timers fire in the order of their times, each at its own time, also those that a timer sets', () => {
  const clock = createScriptedClock(0)
  const fired: [string, number][] = []
  const note = (name: string) => (): void => void fired.push([name, clock.now()])
  clock.setTimer(note('late'), 300)
  clock.setTimer(() => {
    note('early')()
    clock.setTimer(note('child'), 50)
  }, 100)
  clock.setTimer(note('never'), 200)()
  clock.advance(300)
  expect(fired).toEqual([
    ['early', 100],
    ['child', 150],
    ['late', 300],
  ])
  expect([clock.now(), clock.pendingTimers]).toEqual([300, 0])
})
