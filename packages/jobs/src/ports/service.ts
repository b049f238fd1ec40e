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
   * Finds the task of a lost submission among the account's own tasks. Absent: this service can't list them.
   *
   * @returns `undefined` when it isn't found; it may be charged anyway
   */
  find?(lost: LostSubmission, options: { readonly signal: AbortSignal }): Promise<AcceptedTask | undefined>
  /** The body that a submission with this key has. Absent: this service can't say, so nothing is found by it. */
  wireOf?(request: Json, key: string): Promise<Json>
  /** Waits until the task has ended. */
  wait(task: KnownTask, options: WaitOptions): Promise<TaskResult>
  /** One check of a task, confirmed when it is missing. @returns `undefined` while it runs */
  check(task: KnownTask, options: { readonly signal: AbortSignal }): Promise<TaskResult | undefined>
  /** Downloads an image into memory, under the limits of core. */
  download(url: string, options: { readonly signal: AbortSignal; readonly taskId?: string }): Promise<DownloadedImage>
}

/** How a submission is recorded before it is sent. */
export interface SubmitOptions {
  /** The key that a callback URL must carry, so that a callback leads back to this job. */
  readonly key: string
  /**
   * Called and awaited before each POST is sent, to record it. When it rejects, the POST isn't sent and
   * the submission rejects with the same error.
   */
  readonly onAttempt: (attempt: SentAttempt) => Promise<void>
}

/** A POST that is about to leave. */
export interface SentAttempt {
  /** The body, in the service's spelling. */
  readonly wire: Json
  /** The service's clock minus ours. */
  readonly serverOffsetMs?: number | undefined
}

/** A task that the service has accepted: it costs from now on. */
export interface AcceptedTask {
  readonly id: string
  readonly traceId?: string | undefined
}

/** A submission whose answer was lost, and what rules tasks out. */
export interface LostSubmission {
  readonly attempt: Attempt
  /** Every other submission to the account without an answer: identical ones are matched in order, or not at all. */
  readonly others: readonly Attempt[]
  /** Does another job own this task? Then it isn't the lost one. */
  readonly isKnown: (taskId: string) => Promise<boolean>
}

/** A task, with what is known of its submission. */
export interface KnownTask {
  readonly id: string
  /** The key that its callback URL carries. */
  readonly key?: string | undefined
  readonly model?: string | undefined
  /** Kept out of messages if the service quotes it. */
  readonly prompt?: string | undefined
  /** An id that this client submitted is never treated as a typo. */
  readonly submittedAtMs: number
}

/** How long to wait, in milliseconds, and who hears of it. */
export interface WaitOptions {
  readonly signal: AbortSignal
  readonly deadlineMs: number
  /** Called with each report that the task still runs. */
  readonly onProgress: (progress: Progress) => void
}

/** How a running task stands, in milliseconds since its submission. */
export interface Progress {
  readonly state: 'queued' | 'running'
  readonly elapsedMs: number
  readonly expectedMs: number
}

/** The links of a finished task, and its price if the service says it. */
export interface TaskResult {
  /** At least one; possibly fewer than requested. */
  readonly images: readonly { readonly url: string; readonly seed?: number | string | undefined }[]
  readonly cost?: Cost | undefined
}
