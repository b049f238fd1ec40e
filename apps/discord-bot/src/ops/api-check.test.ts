import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { createApiCheck } from './api-check.ts'

test('asks the service at most once a minute, however often it is asked', async () => {
  const clock = createFakeClock()
  let calls = 0
  const check = createApiCheck({ checkConnection: async () => void calls++ } as never, clock)

  expect([await check(), await check()]).toEqual([true, true])
  await clock.advance(59_999)
  await check()
  expect(calls).toBe(1)
  await clock.advance(1)
  await check()
  expect(calls).toBe(2)
})

test('no answer within five seconds counts as a failure', async () => {
  const clock = createFakeClock()
  const never = ({ signal }: { signal: AbortSignal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
  const answer = createApiCheck({ checkConnection: never } as never, clock)()

  await clock.advance(5000)

  expect(await answer).toBe(false)
  expect(clock.pendingDelaysMs()).toEqual([])
})
