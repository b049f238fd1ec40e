import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { EagerClock } from './eager-clock.ts'

/** Turns of the event loop after which promises, streams and local sockets have nothing left to say. */
const quietTurns = 12
/** So often nothing may have come, 5 ms apart, before an answer under way counts as one that will not come by itself. */
const patientLooks = 20

/**
 * Moves the clock on, timer by timer, until `work` has settled. While an answer is under way time stands still: only
 * when nothing has come for a while does it wait for time to pass (a held connection, a hang). Both sides run in this
 * process, so a busy machine slows both down alike.
 */
export async function passTime<T>(work: Promise<T>, clock: EagerClock, activity: Activity): Promise<T> {
  const state = { isSettled: false }
  const settled = work.then(
    () => void (state.isSettled = true),
    () => void (state.isSettled = true),
  )
  while (!state.isSettled) {
    await becomesQuiet(activity, () => state.isSettled)
    if (!state.isSettled && !clock.jump()) await Promise.race([settled, setTimeout(5)])
  }
  return work
}

async function becomesQuiet(activity: Activity, isSettled: () => boolean): Promise<void> {
  let seen = activity.happened
  let looks = 0
  let turns = 0
  while (!isSettled() && (turns < quietTurns || (activity.inFlight > 0 && looks < patientLooks))) {
    if (turns < quietTurns) {
      turns++
      await setImmediate()
    } else {
      looks++
      await setTimeout(5)
    }
    if (seen === activity.happened) continue
    seen = activity.happened
    looks = 0
    turns = 0
  }
}
