import type { Clock } from './clock.ts'
import { CallerAborted } from './deadline.ts'

/** Waits by the clock; an abort rejects at once and leaves no timer or listener. @throws {CallerAborted} */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new CallerAborted(signal.reason))
    const onAbort = (): void => {
      cancel()
      reject(new CallerAborted(signal?.reason))
    }
    const cancel = clock.setTimer(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
