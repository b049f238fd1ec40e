import type { SentSize } from '../contract/choose-size.ts'
import type { SubmissionBody } from '../contract/submission-body.ts'
import type { Clock } from '../http/clock.ts'
import type { RetryPolicy } from '../http/retry.ts'
import type { Transport } from '../http/transport.ts'
import type { Attempt, IsKnown } from '../tasks/attempt.ts'
import type { ProgressEvent } from '../tasks/progress.ts'
import type { Observers } from './observe-transport.ts'

/** A secret, or how to get it at each request: apps that store it elsewhere can replace it while the client lives. */
export type TokenSource = string | (() => string | Promise<string>)

/** Where the service is, who pays, and how requests are sent. Without an option the environment counts. */
export interface FluxClientOptions extends Observers {
  /** The API token. Never logged, never in an error. Default: the variable `ACEDATACLOUD_API_TOKEN`. */
  readonly token?: TokenSource | undefined
  /** Default: the variable `ACEDATACLOUD_API_BASE_URL`, else `https://api.acedata.cloud`. http only for loopback. */
  readonly baseUrl?: string | undefined
  /**
   * For browsers: your own server that adds the token, e.g. `/api/fluxkit`. Requests go there without one, each with
   * an `idempotency-key`: browsers repeat a POST automatically. Instead of `token` and `baseUrl`.
   */
  readonly proxyUrl?: string | undefined
  /**
   * The token of the vendor's *platform*, for file uploads; another one than the API token. Default: the variable
   * `ACEDATACLOUD_PLATFORM_TOKEN`.
   */
  readonly platformToken?: TokenSource | undefined
  /** Default `https://platform.acedata.cloud`. */
  readonly platformBaseUrl?: string | undefined
  /** Sends every request. Default: the host's own; in `@fluxkit/core/node` undici. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** For what `fetch` cannot do. Default: `fetchTransport()`; in `@fluxkit/core/node` `undiciTransport()`. */
  readonly transport?: Transport | undefined
  /** Sent with every request to the service, never to the host of an image. Some names are Fluxkit's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly clock?: Clock | undefined
  /** Numbers in [0, 1) for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  readonly retry?: Partial<RetryPolicy> | undefined
  /** Limit of one request, headers and body together. Default 30,000. */
  readonly requestTimeoutMs?: number | undefined
  /** Limit of a synchronous submission, which holds the connection until the images are ready. Default 300,000. */
  readonly syncTimeoutMs?: number | undefined
  /** Repeat a submission answered with 500 `api_error` or 503 `service_unavailable`, at the risk of the caller. Default false. */
  readonly retrySubmissionAfterServiceError?: boolean | undefined
  /**
   * Repeat a submission once in the other notation when the service refuses its size as such (nothing is charged for a
   * refusal), if Fluxkit chose the size or the shape stays the same. Default true.
   */
  readonly repeatRefusedSize?: boolean | undefined
  /**
   * When the response to a submission is lost, search for its task among the account's own, for at most 10 s; see
   * `tasks.find`. Default true.
   */
  readonly findLost?: boolean | undefined
  /** Shortest time between two polls of a task. Default 450. */
  readonly minPollIntervalMs?: number | undefined
}

/** What every call can change for itself. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Limit of each request of this call. Default: the client's. Not of polls, which all waits share. */
  readonly timeoutMs?: number | undefined
  /** Sent with the requests of this call, beside the client's. Not with polls. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** What a submission can change for itself, and who hears of it. */
export interface SubmitOptions extends CallOptions {
  /**
   * Called with `submitted` (and by `generate`, `edit` and `wait` with all that follows). After an abort in
   * mid-submission it may still be called once with `late: true`. Must not throw.
   */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined
  /**
   * Called before each POST of the submission leaves, repeats included, and waited for: write it down here. When it
   * rejects, the POST does not leave, and the call rejects with the same error.
   */
  readonly onAttempt?: ((attempt: SubmissionAttempt) => Promise<void> | void) | undefined
  /** Default: the client's `repeatRefusedSize`. */
  readonly repeatRefusedSize?: boolean | undefined
  /** Default: the client's `findLost`. */
  readonly findLost?: boolean | undefined
  /** Does one of your jobs own this task? Then it isn't the one of a submission whose answer was lost. */
  readonly isKnown?: IsKnown | undefined
  /**
   * The job whose callback URL the task was submitted with: callbacks of other jobs can't end its wait. Default: known for
   * URLs of `createCallbackReceiver`, as long as this client lives.
   */
  readonly jobKey?: string | undefined
}

/** How long to wait for a task, and what is known of it. */
export interface WaitOptions extends SubmitOptions {
  /** Give up after this time; the task itself continues. Default 600,000. */
  readonly deadlineMs?: number | undefined
  /** What the task was submitted with, so that the first poll comes at a likely time. */
  readonly model?: string | undefined
  /**
   * When it was submitted (milliseconds since the Unix epoch by the wall clock), for tasks that you wait for again after a restart: an id that comes with
   * it isn't taken for a typing error. Default: now.
   */
  readonly submittedAtMs?: number | undefined
  /**
   * The callback of this task will be handed to `tasks.deliver` of this client: it is polled only when the callback is
   * overdue. Default false.
   */
  readonly expectCallback?: boolean | undefined
  /** Kept out of messages if the service quotes it. Default: known for tasks that this client submitted. */
  readonly prompt?: string | undefined
}

/** Options of a call that submits and waits. */
export interface GenerateOptions extends WaitOptions {
  /**
   * `async` (default): submit, then poll. `sync`: hold one connection until the images are ready; if it breaks, the
   * outcome is unknown.
   */
  readonly mode?: 'async' | 'sync' | undefined
}

/** One POST of a submission that is about to leave: what `tasks.find` needs if its answer is lost. */
export interface SubmissionAttempt extends Attempt {
  /** Counts the POSTs of this call, from 1. */
  readonly number: number
  readonly wire: SubmissionBody
  /** The size in it, and who chose it. */
  readonly size: SentSize
}
