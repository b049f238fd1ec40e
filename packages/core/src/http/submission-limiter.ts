import type { Clock } from './clock.ts'

/** Let in at once. Each may open its own connection: a thousand take 40 MB with the garbage of their making. */
const width = 64
/** At least {@link width} follow in this time: a slow or silent service delays nothing for long. */
const periodMs = 100

/** A queue for submissions while many others are in flight. Has a timer only while something waits. */
export interface SubmissionLimiter {
  /**
   * Resolves early when aborted, without taking a slot: callers check the signal anyway.
   * @returns how to leave, to be called once
   */
  enter(signal: AbortSignal | undefined): Promise<() => void>
}

const nothingToLeave = (): void => undefined

export function createSubmissionLimiter(clock: Clock): SubmissionLimiter {
  const waiting = new Set<() => void>()
  let inside = 0
  /** How many may still follow in this period. */
  let due = 0
  let cancelTimer: (() => void) | undefined

  function letIn(count: number): void {
    for (const go of waiting) {
      if (count-- < 1) return
      go()
    }
  }

  function startTimer(): void {
    due = width
    cancelTimer = clock.setTimer(() => {
      const late = due
      startTimer()
      letIn(late)
    }, periodMs)
  }

  function leave(): void {
    inside--
    due--
    letIn(1)
  }

  return {
    enter: (signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve(nothingToLeave)
        if (inside < width) {
          inside++
          return resolve(leave)
        }
        const stopWaiting = (toLeave: () => void): void => {
          signal?.removeEventListener('abort', giveUp)
          waiting.delete(go)
          if (waiting.size === 0) cancelTimer?.()
          resolve(toLeave)
        }
        const go = (): void => {
          inside++
          stopWaiting(leave)
        }
        const giveUp = (): void => stopWaiting(nothingToLeave)
        signal?.addEventListener('abort', giveUp)
        if (waiting.size === 0) startTimer()
        waiting.add(go)
      }),
  }
}
