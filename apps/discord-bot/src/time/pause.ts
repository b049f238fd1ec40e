import type { Clock } from '@fluxkit/core/node'

/** Resolves after so many milliseconds. */
export function pause(clock: Pick<Clock, 'setTimer'>, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(resolve, ms))
}
