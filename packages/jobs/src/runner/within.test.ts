import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { within } from './within.ts'

test('work that is done in time gives its result, and leaves no timer', async () => {
  const clock = createFakeClock()
  expect(await within(clock, Promise.resolve('done'), 1_000)).toBe('done')
  expect(clock.pendingDelaysMs()).toEqual([])
})

test('work that takes longer gives nothing at the limit, and continues', async () => {
  const clock = createFakeClock()
  let finish = (_result: string): void => undefined
  const work = new Promise<string>((resolve) => (finish = resolve))
  const waiting = within(clock, work, 1_000)
  await clock.advance(1_000)
  expect(await waiting).toBeUndefined()
  finish('late')
  expect(await work).toBe('late')
})

test('work that fails in time fails the wait, and leaves no timer', async () => {
  const clock = createFakeClock()
  await expect(within(clock, Promise.reject(new Error('The disk is full.')), 1_000)).rejects.toThrow(
    'The disk is full.',
  )
  expect(clock.pendingDelaysMs()).toEqual([])
})
