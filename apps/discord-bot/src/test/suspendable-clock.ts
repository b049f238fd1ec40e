import type { Clock } from '@fluxkit/core/node'

/** The clock of one process that can be suspended, as by SIGSTOP: time continues, but none of its timers fires. */
export interface SuspendableClock extends Clock {
  suspend(): void
  /** What was due meanwhile fires now, the earliest first. */
  resume(): void
}

export function createSuspendableClock(clock: Clock): SuspendableClock {
  const late = new Set<() => void>()
  let isSuspended = false
  return {
    now: () => clock.now(),
    setTimer(callback, delayMs) {
      const fire = (): void => {
        if (isSuspended) late.add(callback)
        else callback()
      }
      const cancel = clock.setTimer(fire, delayMs)
      return () => {
        cancel()
        late.delete(callback)
      }
    },
    suspend() {
      isSuspended = true
    },
    resume() {
      isSuspended = false
      for (const callback of late) {
        late.delete(callback)
        callback()
      }
    },
  }
}
