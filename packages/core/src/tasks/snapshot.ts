import { defined } from '../contract/defined.ts'
import type { TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { endOfTask, type TaskEnd } from './task-end.ts'

/** One look at a task. */
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
  /** The task as it came. */
  readonly raw: Readonly<Record<string, unknown>>
}

export function toSnapshot(task: TaskReading): TaskSnapshot {
  const end = endOfTask(task)
  const { id, traceId, model, createdAtMs, startedAtMs, finishedAtMs, elapsedMs, raw } = task
  return defined({
    id,
    state: stateOf(task, end),
    traceId,
    model,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    elapsedMs,
    ...end,
    raw,
  })
}

function stateOf({ startedAtMs }: TaskReading, end: TaskEnd | undefined): TaskSnapshot['state'] {
  if (end) return 'result' in end ? 'succeeded' : 'failed'
  return startedAtMs === undefined ? 'queued' : 'running'
}
