import { defined } from '../contract/defined.ts'
import type { TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import type { TaskOutcome } from './task-outcome.ts'

/** A task as one poll shows it. */
export interface TaskSnapshot {
  readonly id: string
  readonly traceId?: string
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed'
  readonly model?: string
  /** Milliseconds since the Unix epoch by the service's clock, like the next two. */
  readonly createdAtMs?: number
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  readonly elapsedMs?: number
  /** Set when it succeeded. */
  readonly result?: Generation
  /** Set when it failed. */
  readonly error?: FluxError
  /** The task as received. */
  readonly raw: Readonly<Record<string, unknown>>
}

export function toSnapshot(task: TaskReading, outcome: TaskOutcome | undefined): TaskSnapshot {
  const { id, traceId, model, createdAtMs, startedAtMs, finishedAtMs, elapsedMs, raw } = task
  return defined({
    id,
    state: stateOf(task, outcome),
    traceId,
    model,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    elapsedMs,
    ...outcome,
    raw,
  })
}

function stateOf({ startedAtMs }: TaskReading, outcome: TaskOutcome | undefined): TaskSnapshot['state'] {
  if (outcome) return 'result' in outcome ? 'succeeded' : 'failed'
  return startedAtMs === undefined ? 'queued' : 'running'
}
