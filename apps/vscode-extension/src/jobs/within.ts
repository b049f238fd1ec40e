import type { Clock } from '@fluxkit/core'

/** @returns What the work leads to, or `undefined` when it takes longer; it continues then. */
export async function within<T>(
  clock: Pick<Clock, 'setTimer'>,
  work: Promise<T>,
  limitMs: number,
): Promise<T | undefined> {
  let cancelTimer = (): void => undefined
  const limit = new Promise<undefined>((resolve) => {
    cancelTimer = clock.setTimer(() => resolve(undefined), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    cancelTimer()
  }
}
