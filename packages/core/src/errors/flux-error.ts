import { type Charged, errorCodes, type FluxErrorCode } from './codes.ts'
import type { Cost } from '../contract/answer-schemas.ts'
import { defined } from '../contract/defined.ts'
import { brand } from './brand.ts'
import { safeUrl } from './safe-url.ts'

/** What is known about a failure besides its code. */
export interface FluxErrorDetails {
  readonly charged?: Charged | undefined
  readonly retryable?: boolean | undefined
  readonly method?: string | undefined
  readonly url?: string | URL | undefined
  readonly status?: number | undefined
  readonly traceId?: string | undefined
  readonly taskId?: string | undefined
  /** The code as the service spelled it. */
  readonly serviceCode?: string | undefined
  /** What the service asked to wait. */
  readonly retryAfterMs?: number | undefined
  readonly advice?: string | undefined
  /** Links to images that were seen although the call failed: they may be paid for. */
  readonly imageUrls?: readonly string[] | undefined
  /** They repeat the prompt or the token, so logs must not show them. */
  readonly linksAreSecret?: boolean | undefined
  /** What the service says it charged. */
  readonly cost?: Cost | undefined
  /** The service's own text, unchecked. */
  readonly serviceText?: string | undefined
  /** The parsed answer as received. */
  readonly answer?: unknown
  readonly cause?: unknown
}

/** Outside of the errors themselves: `inspect` shows even what is not enumerable when it is asked to. */
const unshown = new WeakMap<FluxError, Pick<FluxErrorDetails, 'serviceText' | 'answer' | 'imageUrls'>>()

const chargeTexts: Record<Charged, string> = {
  no: 'Nothing was charged.',
  unknown: 'It is not known whether it was charged.',
  yes: 'It may have been charged already.',
}

/**
 * The base of everything that Fluxkit throws. Its message says what happened, what was charged, what to do next, and
 * where; it never holds a token or a prompt.
 */
export class FluxError extends Error {
  /** Stable; see `docs/guides/errors.md`. */
  readonly code: FluxErrorCode
  /** May the same call be made again unchanged, without a risk of paying twice? */
  readonly retryable: boolean
  /** May money have been spent on what this call was about? */
  readonly charged: Charged
  /** What happened, without charge, advice and place: for apps that write their own sentences. */
  readonly summary: string
  /** What to do next, one sentence in English. */
  readonly advice: string
  declare readonly method?: string
  /** Without credentials, query and fragment. */
  declare readonly url?: string
  /** HTTP status of the answer. */
  declare readonly status?: number
  /** What the vendor's support asks for. */
  declare readonly traceId?: string
  /** Set on every error after a submission was accepted. */
  declare readonly taskId?: string
  /** What the service says it charged for the failed task. */
  declare readonly cost?: Cost
  /**
   * The service's own text, unchecked and at full length: it may quote the prompt or the token. Show it to the user who
   * made the request; never log it. A getter, so that logs, JSON and `inspect` leave it out.
   */
  get serviceText(): string | undefined {
    return unshown.get(this)?.serviceText
  }
  /**
   * Links to images that were seen although the call failed: they may be paid for, so keep them. Shown by logs and JSON
   * unless a link repeats the prompt or the token.
   */
  get imageUrls(): readonly string[] | undefined {
    return unshown.get(this)?.imageUrls
  }
  /** The parsed answer as received, under the same rule as {@link serviceText}. */
  get answer(): unknown {
    return unshown.get(this)?.answer
  }

  constructor(code: FluxErrorCode, summary: string, details: FluxErrorDetails = {}) {
    const facts = errorCodes[code]
    const charged = details.charged ?? facts.charged
    const advice = details.advice ?? facts.advice
    const url = details.url === undefined ? undefined : safeUrl(details.url)
    // What the service sends ends up in terminals and logs: nothing of it may steer them.
    const plain = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    const location = [
      details.method && url ? `${details.method} ${url}` : url,
      details.status && `HTTP ${details.status}`,
      code,
      details.taskId && `task ${details.taskId}`,
      details.traceId && `trace ${details.traceId}`,
    ].filter(Boolean)
    super(
      plain(`${summary} ${chargeTexts[charged]} ${advice} [${location.join(', ')}]`),
      defined({ cause: details.cause }),
    )
    this.code = code
    this.retryable = details.retryable ?? facts.retryable
    this.charged = charged
    this.summary = plain(summary)
    this.advice = advice
    const { method, status, traceId, taskId, serviceCode, retryAfterMs } = details
    const { imageUrls, cost, serviceText, answer } = details
    Object.assign(this, defined({ method, url, status, traceId, taskId, serviceCode, retryAfterMs, cost }))
    const links = imageUrls?.length ? imageUrls : undefined
    if (links && !details.linksAreSecret) Object.defineProperty(this, 'imageUrls', { value: links, enumerable: true })
    Object.defineProperty(this, brand, { value: true })
    unshown.set(this, { serviceText, answer, imageUrls: links })
  }

  override get name(): string {
    return 'FluxError'
  }
}
