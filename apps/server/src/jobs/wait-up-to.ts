import type { Clock } from '@fluxkit/core'

/**
 * Waits for some work, but not longer than this and not after the abort; the work itself continues.
 * @returns `undefined` when it isn't done by then
 * @throws what the work throws
 */
export async function waitUpTo<T>(
  clock: Pick<Clock, 'setTimer'>,
  work: Promise<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<T | undefined> {
  let leave = (): void => undefined
  const limit = new Promise<undefined>((resolve) => {
    leave = () => resolve(undefined)
  })
  const cancel = clock.setTimer(leave, limitMs)
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  // A failure after the limit is in the job's record.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, limit])
  } finally {
    cancel()
    signal.removeEventListener('abort', leave)
  }
}
