import type { SimulatorClock } from '../clock/clock.ts'

/** Timers that end together with their owner. */
export interface Timers {
  after(delayMs: number, callback: () => void): void
  /** Resolves after `delayMs`; rejects at once with the signal's reason, or when the timers are cancelled. */
  pause(delayMs: number, signal: AbortSignal): Promise<void>
  cancelAll(): void
}

export function createTimers(clock: SimulatorClock): Timers {
  const cancels = new Set<() => void>()

  function after(delayMs: number, callback: () => void): () => void {
    const cancel = clock.setTimer(() => {
      cancels.delete(cancel)
      callback()
    }, delayMs)
    cancels.add(cancel)
    return () => {
      cancels.delete(cancel)
      cancel()
    }
  }

  return {
    after: (delayMs, callback) => void after(delayMs, callback),
    pause(delayMs, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const onAbort = (): void => {
          cancel()
          reject(signal.reason)
        }
        const cancel = after(delayMs, () => {
          signal.removeEventListener('abort', onAbort)
          resolve()
        })
        signal.addEventListener('abort', onAbort, { once: true })
      })
    },
    cancelAll() {
      for (const cancel of cancels) cancel()
      cancels.clear()
    },
  }
}
