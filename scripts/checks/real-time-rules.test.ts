import { expect, test } from 'vitest'
import { fixedWaits, realTimeUses } from './real-time-rules.ts'

test.each([
  ['a timer', 'setTimeout(done, 5)', '1: setTimeout waits for real time; use the fake clock, or `eventually`'],
  ['an interval', '\nsetInterval(press, 5)', '2: setInterval waits for real time; use the fake clock, or `eventually`'],
  [
    'a sleep',
    "import { setTimeout as sleep } from 'node:timers/promises'",
    '1: setTimeout of node:timers/promises waits for real time; use the fake clock',
  ],
  [
    'a wait of a browser',
    'await bench.page.waitForTimeout(1500)',
    '1: waitForTimeout waits for real time; wait for a state of the page',
  ],
  ['waitFor', 'await vi.waitFor(check)', '1: vi.waitFor gives up after real time; use `clock.until` or `eventually`'],
  ['waitUntil', 'vi.waitUntil(check)', '1: vi.waitUntil gives up after real time; use `clock.until` or `eventually`'],
  ['poll', 'expect.poll(f).toBe(1)', '1: expect.poll gives up after real time; use `clock.until` or `eventually`'],
  ['the time of day', 'const now = Date.now()', '1: Date.now() differs from run to run; use the fake clock'],
  ['a stopwatch', 'performance.now() - started', '1: performance.now() differs from run to run; use the fake clock'],
])('%s is real time', (_name, text, complaint) => {
  expect(realTimeUses('fox.test.ts', text)).toEqual([complaint])
})

test.each([
  ['the fake clock', 'clock.setTimer(done, 5); clock.now()'],
  ["an object's own function", 'clock.setTimeout(done, 5)'],
  ['the next turn of the event loop', "import { setImmediate } from 'node:timers/promises'; await setImmediate()"],
  ['text', "const program = 'setTimeout(done, 5)' // setTimeout(done, 5)"],
])('%s is not', (_name, text) => {
  expect(realTimeUses('fox.test.ts', text)).toEqual([])
})

test.each([
  ['a sleep', "import { setTimeout as sleep } from 'node:timers/promises'"],
  ['a timer', 'await new Promise((resolve) => setTimeout(resolve, 50))'],
  ['a wait of a browser', 'await page.waitForTimeout(150)'],
])('%s is a fixed wait', (_name, text) => {
  expect(fixedWaits('fox.flow.ts', text)).toEqual(realTimeUses('fox.flow.ts', text))
  expect(fixedWaits('fox.flow.ts', text)).toHaveLength(1)
})

test('neither a deadline nor a state with a time limit is a fixed wait', () => {
  const text = 'if (Date.now() > deadline) stop()\nawait row.waitFor({ timeout: 5000 })\nawait vi.waitFor(check)'
  expect(fixedWaits('fox.flow.ts', text)).toEqual([])
})
