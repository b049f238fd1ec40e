import type { Clock } from '@fluxkit/core'

/** Waits for some work, but no longer than this; the work itself continues. */
export async function within(clock: Pick<Clock, 'setTimer'>, work: Promise<unknown>, limitMs: number): Promise<void> {
  let cancelLimit = (): void => undefined
  const limit = new Promise<void>((resolve) => {
    cancelLimit = clock.setTimer(resolve, limitMs)
  })
  await Promise.race([work, limit])
  cancelLimit()
}
