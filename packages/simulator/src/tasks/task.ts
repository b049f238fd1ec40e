import type { Account } from '../accounts/account.ts'
import type { ApiError } from '../contract/api-error.ts'
import type { ImageType } from '../contract/editions/image-names.ts'
import type { Submission } from '../contract/submission.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { StageKinds } from '../faults/fault-kinds.ts'

/** One image of a task. It is drawn when it is downloaded. */
export interface TaskImage {
  /** Last part of its link. */
  readonly name: string
  readonly type: ImageType
  readonly seed: number
  /** The service names the seed as a number, as a string, or not at all. */
  readonly shownSeed: number | string | undefined
  readonly timings: number | { readonly inference: number }
}

/** A task as the simulator keeps it. */
export interface Task {
  id: string
  readonly traceId: string
  /** Charged with, and refunded to. */
  readonly token: string
  readonly credits: number
  readonly account: Account
  readonly submission: Submission
  /** The request body as it was sent, which the service echoes. */
  readonly request: Readonly<Record<string, unknown>>
  /** Origin of this task's image links. */
  readonly origin: string
  readonly createdMs: number
  readonly startedMs: number
  /** Changes of the outcome, decided when the task was accepted. */
  readonly plan: readonly ArmedFault<StageKinds['task']>[]
  /** Faults of its prompt for later requests: polls, images, callbacks. */
  readonly faults: readonly ArmedFault[]
  readonly images: readonly TaskImage[]
  state: 'running' | 'succeeded' | 'failed'
  finishedMs: number | undefined
  error: ApiError | undefined
  isRefunded: boolean
  /** How often it has been polled. */
  polls: number
}

export function planned(task: Task, kind: StageKinds['task']): ArmedFault | undefined {
  return task.plan.length === 0 ? undefined : task.plan.find((fault) => fault.kind === kind)
}
