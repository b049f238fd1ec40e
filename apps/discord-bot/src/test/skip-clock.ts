import type { Clock } from '@fluxkit/core/node'

/** Real time that a test can skip ahead or stop, so that nothing has to wait for it. */
export interface SkipClock extends Clock {
  /** Time goes on by `ms` at once; what is due by then happens now, the earliest first. */
  skip(ms: number): void
  /** No timer fires any more, as in a process that was suspended, until {@link thaw}. */
  freeze(): void
  thaw(): void
}

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
  handle: NodeJS.Timeout | undefined
}

export function createSkipClock(): SkipClock {
  const timers = new Set<Timer>()
  let aheadMs = 0
  let frozen = false
  const now = (): number => Date.now() + aheadMs

  function arm(timer: Timer): void {
    clearTimeout(timer.handle)
    if (frozen) return
    timer.handle = setTimeout(() => fire(timer), Math.min(Math.max(0, timer.dueMs - now()), 2 ** 31 - 1))
    timer.handle.unref()
  }

  function fire(timer: Timer): void {
    if (timers.delete(timer)) timer.callback()
  }

  function fireDue(): void {
    const due = [...timers].filter((timer) => timer.dueMs <= now()).toSorted((a, b) => a.dueMs - b.dueMs)
    for (const timer of due) fire(timer)
    for (const timer of timers) arm(timer)
  }

  return {
    now,
    setTimer(callback, delayMs) {
      const timer: Timer = { dueMs: now() + Math.max(0, delayMs), callback, handle: undefined }
      timers.add(timer)
      arm(timer)
      return () => {
        clearTimeout(timer.handle)
        timers.delete(timer)
      }
    },
    skip(ms) {
      aheadMs += ms
      if (!frozen) fireDue()
    },
    freeze() {
      frozen = true
      for (const timer of timers) clearTimeout(timer.handle)
    },
    thaw() {
      frozen = false
      fireDue()
    },
  }
}
