import type { JsonObject } from '../contract/json.ts'

/** One POST of a submission, as hosts write it down before it leaves. Its body contains the prompt: never log it. */
export interface Attempt {
  /** The job that its callback URL belongs to, when it has one: the exact match for a task. */
  readonly key?: string | undefined
  /** The body as sent, in the service's spelling. */
  readonly wire: JsonObject
  /** By the client's wall clock, in milliseconds since the Unix epoch. */
  readonly sentAtMs: number
  /** The latest moment at which it may have been sent, where that isn't known. Default: `sentAtMs`. */
  readonly latestMs?: number | undefined
  /** The service's clock minus the client's wall clock, from the `Date` header of an answer. */
  readonly serverOffsetMs?: number | undefined
}

/** Does a job own this task already? */
export type IsKnown = (taskId: string) => boolean | Promise<boolean>
