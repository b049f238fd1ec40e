/** While another process holds a lock, nothing else of this one waits: it is tried again after this pause. */
export const busyPauseMs = 20
/** So long another process may hold a lock. */
export const longestBusyMs = 10_000
/** SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy */
const busyCode = 5

/** Does another process hold the lock that a statement needs? */
export function isBusy(error: unknown): boolean {
  // The low byte; the others say more.
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === busyCode
  )
}

/** Runs something later; after 0 ms: when what has arrived by now was handled. */
export type Schedule = (run: () => void, afterMs: number) => void

/** By the timers of the machine. */
export function scheduleInTurn(run: () => void, afterMs: number): void {
  if (afterMs < 1) setImmediate(run)
  else setTimeout(run, afterMs)
}
