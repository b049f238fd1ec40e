import type { Clock } from '@fluxkit/core'

/** A clock that runs faster: minutes of waiting pass in seconds, everything else takes its own time. */
export function scaledClock(scale: number): Clock {
  return {
    now: () => performance.timeOrigin + performance.now() * scale,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / scale)
      return () => clearTimeout(timer)
    },
  }
}
