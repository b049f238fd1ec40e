import type { DiscordClock } from './clock.ts'

/** A clock that stands still until a test moves it. */
export interface ScriptedClock extends DiscordClock {
  /** Moves time on by `ms`; due timers fire in the order of their times, each at its own time. */
  advance(ms: number): void
  /** Timers that are set and have not fired: tells when somebody waits. */
  readonly pendingTimers: number
}

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
}

/** @param startMs epoch milliseconds at which the clock stands; default 2026-01-01T00:00:00Z */
export function createScriptedClock(startMs = 1_767_225_600_000): ScriptedClock {
  let nowMs = startMs
  const timers = new Set<Timer>()

  function nextDue(limitMs: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) {
      if (timer.dueMs <= limitMs && (next === undefined || timer.dueMs < next.dueMs)) next = timer
    }
    return next
  }

  return {
    now: () => nowMs,
    get pendingTimers() {
      return timers.size
    },
    setTimer(callback, delayMs) {
      const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const targetMs = nowMs + ms
      for (let timer = nextDue(targetMs); timer !== undefined; timer = nextDue(targetMs)) {
        timers.delete(timer)
        nowMs = Math.max(nowMs, timer.dueMs)
        timer.callback()
      }
      nowMs = targetMs
    },
  }
}
