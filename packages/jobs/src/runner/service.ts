import type { DownloadedImage } from '@fluxkit/core'
import type { Attempt, Cost } from '../job/job.ts'
import type { Json } from '../job/json.ts'

/** The service as jobs see it, for one address and one token. Failures are errors of core. */
export interface FluxService {
  /** As in `job.service`. */
  readonly address: string
  /** As in `job.account`. */
  readonly account: string
  /** Submits once, as far as money is concerned, and returns as soon as the service has accepted. Can't be aborted. */
  submit(request: Json, options: SubmitOptions): Promise<AcceptedTask>
  /**
   * Looks for lost submissions among the account's own tasks. Absent: this service can't list them.
   *
   * @param lost Every lost submission of the account: identical ones are matched in order.
   * @returns Tasks by the key of their attempt.
   */
  find?(lost: readonly Attempt[], options: FindOptions): Promise<ReadonlyMap<string, FoundTask>>
  /** Waits until the task has ended. */
  wait(taskId: string, options: WaitOptions): Promise<TaskResult>
  /** One check of a task, confirmed when it is missing. @returns `undefined` while it runs */
  check(taskId: string, options: TaskOptions): Promise<TaskResult | undefined>
  download(url: string, options: { readonly signal: AbortSignal; readonly taskId?: string }): Promise<DownloadedImage>
}

export interface SubmitOptions {
  /** The key that a callback URL must carry, so that a callback leads back to this job. */
  readonly key: string
  /**
   * Called before each POST leaves, and waited for: it is written down then. When it rejects, the POST doesn't leave and
   * the submission rejects with the same error.
   */
  readonly onAttempt: (attempt: SentAttempt) => Promise<void>
}

export interface SentAttempt {
  /** The body, in the service's spelling. */
  readonly wire: Json
  /** The service's clock minus ours. */
  readonly serverOffsetMs?: number | undefined
}

export interface AcceptedTask {
  readonly id: string
  readonly traceId?: string | undefined
}

export interface FoundTask {
  readonly id: string
  readonly traceId?: string | undefined
}

export interface FindOptions {
  readonly signal: AbortSignal
  /** The job that a task belongs to: another job's task isn't a candidate. */
  readonly ownerOf: (taskId: string) => Promise<string | undefined>
}

export interface TaskOptions {
  readonly signal: AbortSignal
  readonly model?: string | undefined
  /** When it was submitted: an id that this client submitted is never taken for a typing error. */
  readonly submittedAtMs?: number | undefined
}

export interface WaitOptions extends TaskOptions {
  readonly deadlineMs: number
  readonly onProgress: (progress: Progress) => void
}

export interface Progress {
  readonly state: 'queued' | 'running'
  readonly elapsedMs: number
  readonly expectedMs: number
}

export interface TaskResult {
  /** At least one; perhaps fewer than were asked for. */
  readonly images: readonly { readonly url: string; readonly seed?: number | string | undefined }[]
  readonly cost?: Cost | undefined
}
