import { findModel } from '@fluxkit/core'
import { requestFacts } from '@fluxkit/jobs'
import type { CliEvent } from '../journal/events.ts'

type Phase = 'submitting' | 'searching' | 'queued' | 'running' | 'saving'

/** A running job. */
export interface ActiveJob {
  readonly model: string
  readonly phase: Phase
  /** By the program's clock. */
  readonly startedAtMs: number
  readonly expectedMs: number | undefined
  readonly isTroubled: boolean
}

/** What the progress line shows. */
export interface ProgressState {
  readonly total: number
  readonly saved: number
  readonly failed: number
  readonly active: ReadonlyMap<string, ActiveJob>
}

export function emptyProgress(total: number): ProgressState {
  return { total, saved: 0, failed: 0, active: new Map() }
}

/** The state after an event. Pure. `expectedFactor` shortens expected times for a sandbox that runs faster. */
export function progressAfter(state: ProgressState, event: CliEvent, nowMs: number, expectedFactor = 1): ProgressState {
  const { job } = event
  const { id } = job
  const { model = '' } = requestFacts(job)
  const sentAtMs = job.attempts.at(-1)?.sentAtMs ?? nowMs
  const before = state.active.get(id) ?? {
    model,
    phase: 'submitting',
    startedAtMs: sentAtMs,
    expectedMs: undefined,
    isTroubled: false,
  }
  const withJob = (change: Partial<ActiveJob>): ProgressState => ({
    ...state,
    active: new Map(state.active).set(id, { ...before, ...change }),
  })
  switch (event.type) {
    case 'submitting':
      return withJob({ phase: 'submitting', startedAtMs: nowMs })
    case 'searching':
      return withJob({ phase: 'searching' })
    case 'submitted':
      // The registry's guess until the client has polled for the first time.
      return withJob({
        phase: 'running',
        startedAtMs: sentAtMs,
        expectedMs: scaled(findModel(model)?.typicalDuration.p50Ms, expectedFactor),
        isTroubled: false,
      })
    case 'running':
      return withJob({
        phase: event.state,
        startedAtMs: nowMs - event.elapsedMs,
        expectedMs: event.expectedMs * expectedFactor,
        isTroubled: false,
      })
    case 'trouble':
      return withJob({ isTroubled: true })
    case 'succeeded':
      return withJob({ phase: 'saving', isTroubled: false })
    case 'journal-failed':
      return state
    case 'already-saved':
      return { ...withoutJob(state, id), saved: state.saved + 1 }
    case 'saved':
      return isSaved(event) ? { ...withoutJob(state, id), saved: state.saved + 1 } : state
    case 'failed':
    default:
      return { ...withoutJob(state, id), failed: state.failed + 1 }
  }
}

function isSaved({ job: { images } }: CliEvent): boolean {
  return images.every(({ kept }) => kept !== undefined)
}

function scaled(durationMs: number | undefined, factor: number): number | undefined {
  return durationMs === undefined ? undefined : durationMs * factor
}

function withoutJob(state: ProgressState, id: string): ProgressState {
  const active = new Map(state.active)
  active.delete(id)
  return { ...state, active }
}
