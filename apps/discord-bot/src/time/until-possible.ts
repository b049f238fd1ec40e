import type { Clock } from '@fluxkit/core/node'
import { pause } from './pause.ts'

/** After the last pause it stays at that. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 30_000]

/** How long to wait after so many tries for something that may take hours to come back. */
export function pauseAfter(tries: number): number {
  return pausesMs[Math.min(tries, pausesMs.length) - 1] ?? 0
}

export interface Patience {
  readonly clock: Pick<Clock, 'setTimer'>
  /** Is it worth another try? */
  readonly mayPass: (error: unknown) => boolean
  /** Called before each pause. */
  readonly onWait: (error: unknown, pauseMs: number) => void
  /** Rejects when there is no point in waiting any longer. */
  readonly failed?: Promise<never>
}

/** Tries again until it works. @throws an error that won't pass */
export async function untilPossible<Result>(work: () => Promise<Result>, patience: Patience): Promise<Result> {
  const { clock, mayPass, onWait, failed } = patience
  const unlessFailed = <T>(waiting: Promise<T>): Promise<T> => (failed ? Promise.race([waiting, failed]) : waiting)
  for (let tries = 1; ; tries++) {
    try {
      return await unlessFailed(work())
    } catch (error) {
      if (!mayPass(error)) throw error
      const pauseMs = pauseAfter(tries)
      onWait(error, pauseMs)
      await unlessFailed(pause(clock, pauseMs))
    }
  }
}
