import type { Clock } from '@fluxkit/core'

/** Waits until the time is over or the signal aborts. Leaves no timer and no listener behind. */
export function pause(clock: Pick<Clock, 'setTimer'>, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.setTimer(end, delayMs)
    signal.addEventListener('abort', end, { once: true })
  })
}
