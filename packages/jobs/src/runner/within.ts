import type { Clock } from '@fluxkit/core'

/**
 * Waits for some work, but no longer than this; the work itself continues.
 *
 * @returns What the work leads to, or `undefined` when the limit comes first
 * @throws What the work throws before the limit
 */
export async function within<T>(
  clock: Pick<Clock, 'setTimer'>,
  work: Promise<T>,
  limitMs: number,
): Promise<T | undefined> {
  let cancelLimit = (): void => undefined
  const limit = new Promise<undefined>((resolve) => {
    cancelLimit = clock.setTimer(() => resolve(undefined), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    cancelLimit()
  }
}
