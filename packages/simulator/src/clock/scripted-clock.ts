import type { SimulatorClock } from './clock.ts'

/** A clock that moves only when a test says so. */
export interface ScriptedClock extends SimulatorClock {
  /** Moves time on by `ms`, firing due timers in order and letting promises settle between them. */
  advance(ms: number): Promise<void>
}

interface Timer {
  readonly dueMs: number
  readonly order: number
  readonly callback: () => void
}

/** Reading a body takes a few turns of the event loop, so one turn after a timer would be too few. */
const turnsToSettle = 4

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn++) {
    // The turns must follow one another.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

/** @param startMs epoch milliseconds at which the clock stands; default 2026-01-01T00:00:00Z */
export function createScriptedClock(startMs = 1_767_225_600_000): ScriptedClock {
  let nowMs = startMs
  let order = 0
  const timers = new Set<Timer>()

  function nextDue(limitMs: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) {
      if (timer.dueMs > limitMs) continue
      if (!next || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) next = timer
    }
    return next
  }

  return {
    now: () => nowMs,
    setTimer(callback, delayMs) {
      const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), order: order++, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const targetMs = nowMs + ms
      await settle()
      for (let timer = nextDue(targetMs); timer; timer = nextDue(targetMs)) {
        nowMs = Math.max(nowMs, timer.dueMs)
        timers.delete(timer)
        timer.callback()
        // A timer may set the next one.
        await settle()
      }
      nowMs = targetMs
    },
  }
}
