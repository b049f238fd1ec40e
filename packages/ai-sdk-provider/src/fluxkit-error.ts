import { APICallError } from '@ai-sdk/provider'
import {
  type Charged,
  type Cost,
  failureKindOf,
  FluxError,
  type FluxErrorCode,
  type FluxErrorDetails,
} from '@fluxkit/core'
import { providerName } from './provider-name.ts'

const marker = 'fluxkit.ai-sdk-provider.error'
const symbol = Symbol.for(marker)

/** Outside of the errors: links may repeat the prompt, and logs show what an error holds. */
const linksOf = new WeakMap<FluxkitError, readonly string[]>()

/** What the call knows in addition to core's error. */
export interface CallFacts {
  /** The task that the error is about. */
  readonly taskId?: string | undefined
  /** Every task that this call has paid for or may have. */
  readonly taskIds: readonly string[]
  /** Default: the error's own. */
  readonly charged?: Charged
  /** Links to images that were seen. */
  readonly imageUrls: readonly string[]
  /** May the AI SDK make the same call again? */
  readonly isRetryable: boolean
}

/**
 * Everything that a model of Fluxkit throws: an `APICallError` that also says what was charged, what to do next, and which
 * tasks there are. `isRetryable` is true only when nothing was accepted, so `generateImage` never pays twice. It never
 * holds a token or a prompt. An aborted call has the name `AbortError`, as the AI SDK expects.
 */
export class FluxkitError extends APICallError {
  /** Used by {@link FluxkitError.isInstance}, across copies of this package. */
  readonly [symbol] = true
  /** Stable; the table is in the documentation of `@fluxkit/core`. */
  readonly code: FluxErrorCode
  /** May money have been spent on what this call was about? */
  readonly charged: Charged
  /** What happened, without charge, advice and place. */
  readonly summary: string
  /** What to do next, one sentence in English. */
  readonly advice: string
  /** The task this error is about; `providerOptions.fluxkit.taskId` fetches its images for free. */
  declare readonly taskId?: string
  /** Every task of the call, which can be several when more than one edit was requested. */
  readonly taskIds: readonly string[]
  /** What the vendor's support asks for. */
  declare readonly traceId?: string
  /** What the service says it charged, in credits. */
  declare readonly cost?: Cost

  /** @param error of core; what it says is repeated here, with advice that fits the AI SDK */
  constructor(error: FluxError, { taskIds, imageUrls, isRetryable, ...facts }: CallFacts) {
    const { code, summary, status, traceId, taskId = facts.taskId, cost } = error
    const { charged = error.charged } = facts
    const advice = adviceOf(error, charged, taskId)
    const retryAfterMs = retryAfterOf(error)
    super({
      message: messageOf(error, { charged, taskId, advice }),
      url: error.url ?? '',
      // A place for what was sent: the prompt stays out of errors.
      requestBodyValues: {},
      ...(status !== undefined && { statusCode: status }),
      ...(retryAfterMs !== undefined && { responseHeaders: { 'retry-after-ms': `${retryAfterMs}` } }),
      isRetryable,
      data: { code, charged, advice, taskId, traceId },
      cause: error,
    })
    this.name = code === 'aborted' ? 'AbortError' : 'FluxkitError'
    this.code = code
    this.charged = charged
    this.summary = summary
    this.advice = advice
    this.taskIds = taskIds
    if (taskId !== undefined) this.taskId = taskId
    if (traceId !== undefined) this.traceId = traceId
    if (cost !== undefined) this.cost = cost
    linksOf.set(this, [...new Set([...(error.imageUrls ?? []), ...imageUrls])])
  }

  /** Links to images that were seen although the call failed: they may be paid for. Logs and JSON leave them out. */
  get imageUrls(): readonly string[] {
    return linksOf.get(this) ?? []
  }

  /** Is it an error of this package? Also true for errors of another copy. */
  static override isInstance(this: void, error: unknown): error is FluxkitError {
    return APICallError.hasMarker(error, marker)
  }

  /**
   * The error behind what `generateImage` threw: the AI SDK wraps the last of several tries into a `RetryError`.
   * @returns `undefined` when none of ours is in it
   */
  static find(this: void, error: unknown): FluxkitError | undefined {
    if (FluxkitError.isInstance(error)) return error
    if (typeof error !== 'object' || error === null || !('lastError' in error)) return undefined
    return FluxkitError.find(error.lastError)
  }
}

/** Another wait or download of the task gives nothing else. */
function isFinal(code: FluxErrorCode): boolean {
  return failureKindOf(code) === 'task' || code === 'unsafe_url'
}

function adviceOf({ code, advice }: FluxError, charged: Charged, taskId: string | undefined): string {
  if (taskId === undefined || charged === 'no' || isFinal(code)) return advice
  if (code === 'image_too_large') return 'Download it yourself: the error has its link in imageUrls.'
  return `Pass providerOptions.${providerName}.taskId to fetch the images of this task for free; the same call without it pays again.`
}

/** By core, which knows how a message is put together and what must stay out of it. */
function messageOf(error: FluxError, facts: Pick<FluxErrorDetails, 'charged' | 'taskId' | 'advice'>): string {
  const { code, summary, method, url, status, traceId } = error
  return new FluxError(code, summary, { method, url, status, traceId, ...facts }).message
}

function retryAfterOf(error: FluxError): number | undefined {
  return 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined
}
