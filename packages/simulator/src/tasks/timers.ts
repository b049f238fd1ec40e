import type { SimulatorClock } from '../clock/clock.ts'
import { ConnectionResetError } from '../connection.ts'

/** Timers that end together with their owner. */
export interface Timers {
  after(delayMs: number, callback: () => void): void
  /** Resolves after `delayMs`; rejects with the signal's reason, or with a reset when the timers are cancelled. */
  pause(delayMs: number, signal: AbortSignal): Promise<void>
  cancelAll(): void
}

export function createTimers(clock: SimulatorClock): Timers {
  const cancels = new Set<() => void>()

  /** @returns how to cancel; `onCancelAll` is called when all are cancelled together */
  function start(delayMs: number, callback: () => void, onCancelAll: () => void): () => void {
    const cancel = clock.setTimer(() => {
      cancels.delete(cancelAsOne)
      callback()
    }, delayMs)
    const cancelAsOne = (): void => {
      cancel()
      onCancelAll()
    }
    cancels.add(cancelAsOne)
    return () => {
      cancels.delete(cancelAsOne)
      cancel()
    }
  }

  return {
    after: (delayMs, callback) => void start(delayMs, callback, () => undefined),
    pause(delayMs, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const settle = (then: () => void) => (): void => {
          signal.removeEventListener('abort', onAbort)
          then()
        }
        const onAbort = (): void => {
          cancel()
          reject(signal.reason)
        }
        const cancel = start(
          delayMs,
          settle(resolve),
          settle(() => reject(new ConnectionResetError())),
        )
        signal.addEventListener('abort', onAbort, { once: true })
      })
    },
    cancelAll() {
      const all = [...cancels]
      cancels.clear()
      for (const cancel of all) cancel()
    },
  }
}
