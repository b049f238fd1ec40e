import { createFakeClock } from '@fluxkit/core/testing'
import { expect, it } from 'vitest'
import { scaledClock } from './scaled-clock.ts'

it('lets time pass as many times as fast', async () => {
  const real = createFakeClock(1_000)
  const clock = scaledClock(real, 10)
  let rangAtMs = 0
  clock.setTimer(() => {
    rangAtMs = clock.now()
  }, 500)
  await real.advance(50)
  expect(rangAtMs).toBe(1_500)
})
