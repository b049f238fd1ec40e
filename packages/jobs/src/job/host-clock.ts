import { type Clock, systemClock } from '@fluxkit/core'

/**
 * The clock of records: the wall clock, because other processes and later ones compare its times with theirs. Core's own
 * stands still while a laptop sleeps.
 */
export const hostClock: Clock = {
  now: () => Date.now(),
  setTimer: (callback, delayMs) => systemClock.setTimer(callback, delayMs),
}
