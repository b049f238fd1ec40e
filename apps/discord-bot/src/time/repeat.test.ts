import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { repeat } from './repeat.ts'

test('the work is done after every pause until it is ended, and no timer is left', async () => {
  const clock = createFakeClock(0)
  const doneAtMs: number[] = []
  const end = repeat(clock, 100, () => doneAtMs.push(clock.now()))
  await clock.advance(350)
  end()
  await clock.advance(1_000)

  expect(doneAtMs).toEqual([100, 200, 300])
  expect(clock.pendingDelaysMs()).toEqual([])
})
