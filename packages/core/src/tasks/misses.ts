/** Source for all numbers: "An id that the service does not know", flux-api.md. */
const typed = { polls: 3, overMs: 10_000 }
const held = { polls: 5, overMs: 300_000 }
const recentMs = 3_600_000

/** Confirmed polls in a row that didn't find a task. */
export interface Misses {
  readonly polls: number
  readonly sinceMs: number
}

export function missedAgain(before: Misses | undefined, atMs: number): Misses {
  return before ? { ...before, polls: before.polls + 1 } : { polls: 1, sinceMs: atMs }
}

/**
 * May a wait end because the service doesn't know the task?
 * @param task `held`: this client submitted or saw it, or the caller knows when it was submitted; any other id was merely
 *   typed. `sinceMs`: when it was submitted or last seen.
 */
export function isUnknown(
  misses: Misses,
  atMs: number,
  task: { readonly held: boolean; readonly sinceMs: number },
): boolean {
  // A later check of an older job is one confirmed poll: its host checks again automatically.
  if (task.held && atMs - task.sinceMs > recentMs) return true
  const { polls, overMs } = task.held ? held : typed
  return misses.polls >= polls && atMs - misses.sinceMs >= overMs
}

/** The shortest pause between two confirmations of a miss, so that a service which loses many tasks isn't flooded. */
export function confirmPauseMs(misses: Misses | undefined, atMs: number, isHeld: boolean): number {
  if (!isHeld) return typed.overMs / (typed.polls - 1)
  return misses ? Math.min(60_000, Math.max(1_000, atMs - misses.sinceMs)) : 0
}
