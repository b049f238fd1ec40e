import { errorCodes } from '../errors/codes.ts'
import { type FluxError, type FluxErrorDetails, isFluxError } from '../errors/flux-error.ts'
import { ImageDownloadError, UnsafeUrlError } from '../errors/image-errors.ts'
import { CallerAborted, DeadlineReached, withDeadline } from '../http/deadline.ts'
import type { Network } from '../http/exchange.ts'
import { failureOf } from '../http/failure.ts'
import { pauseBeforeRetry } from '../http/pause.ts'
import { parseRetryAfterMs, type RetryPolicy } from '../http/retry.ts'
import { describeContent } from './describe-content.ts'
import { type OpenedLink, openLink } from './open-link.ts'
import { createImageScanner, type ImageScan } from './scan-image.ts'

/** What downloads share with the client they belong to. */
export interface ImageNetwork extends Network {
  readonly retry: RetryPolicy
  /** The configured address of the service: links to loopback are followed when it is loopback itself. */
  readonly baseUrl: URL
}

export interface DownloadOptions {
  /** Refuse a larger picture. Default 64 MiB. */
  readonly maxBytes?: number | undefined
  /** Limit of the whole download with all its tries. Default 120,000. */
  readonly deadlineMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** The task that made the picture; errors carry it. */
  readonly taskId?: string | undefined
}

/** Takes the bytes of one picture. What it throws ends the download and reaches the caller as it is. */
export interface ImageSink {
  /** A try begins: forget what was written. */
  reset(): Promise<void> | void
  write(chunk: Uint8Array): Promise<void> | void
}

export interface FetchedImage extends Omit<ImageScan, 'complete'> {
  /** Where the redirects led. */
  readonly url: string
  readonly byteLength: number
}

/** The error stands unless a further try does better. */
interface FailedTry {
  readonly error: FluxError
  readonly retryAfterMs?: number | undefined
}

/** The body stopped coming; told apart from what the sink throws. */
class BodyBroken extends Error {}

const defaultMaxBytes = 64 * 1024 * 1024
const defaultDeadlineMs = 120_000

/**
 * Fetches a picture into a sink: one deadline over all, limits and format checked while the bytes come in. Resets,
 * 5xx, 429 and truncated pictures are tried again from the start. Every error says that the picture is paid for.
 * @throws {UnsafeUrlError} {ImageDownloadError} {ConnectionError} {AbortedError} or what the sink throws
 */
export async function fetchImage(
  network: ImageNetwork,
  link: string | URL,
  sink: ImageSink,
  options: DownloadOptions = {},
): Promise<FetchedImage> {
  const { deadlineMs = defaultDeadlineMs, maxBytes = defaultMaxBytes, signal, taskId } = options
  const place = { method: 'GET', url: link, taskId, charged: 'yes' } satisfies FluxErrorDetails
  if (!URL.canParse(link)) throw new UnsafeUrlError('The link is not a URL.', place)
  try {
    return await withDeadline({ clock: network.clock, timeoutMs: deadlineMs, signal }, async (stopped) => {
      for (let attempt = 1; ; attempt++) {
        const result = await tryFetch(network, new URL(link), sink, { place, maxBytes, signal: stopped })
        if ('format' in result) return result
        if (attempt >= network.retry.maxAttempts) throw result.error
        await pauseBeforeRetry(network, network.retry, { ...result, attempt, signal: stopped }, place)
      }
    })
  } catch (error) {
    if (error instanceof CallerAborted || error instanceof DeadlineReached) throw failureOf(error, withAdvice(place))
    throw error
  }
}

interface Try {
  readonly place: FluxErrorDetails
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Throws what no further try can mend. */
async function tryFetch(
  network: ImageNetwork,
  link: URL,
  sink: ImageSink,
  { place, maxBytes, signal }: Try,
): Promise<FetchedImage | FailedTry> {
  let opened: OpenedLink
  try {
    opened = await openLink(network, network.baseUrl, link, place, signal)
  } catch (error) {
    if (isFluxError(error)) throw error
    return { error: failureOf(error, withAdvice(place)) }
  }
  try {
    return await receive(network, opened, sink, { place: { ...place, url: opened.url }, maxBytes, signal })
  } finally {
    opened.close()
  }
}

async function receive(
  { clock }: ImageNetwork,
  { response, url }: OpenedLink,
  sink: ImageSink,
  { place, maxBytes, signal }: Try,
): Promise<FetchedImage | FailedTry> {
  const { status } = response
  const fail = (code: ImageDownloadError['code'] & Failure, summary: string, details?: FluxErrorDetails): FluxError =>
    new ImageDownloadError(code, summary, { ...place, ...details })
  if (status < 200 || status >= 300) {
    const retryable = status === 408 || status === 429 || status >= 500
    const summary = `The picture's host answered with status ${status}.`
    const error = fail('image_unavailable', summary, { status, retryable })
    if (!retryable) throw error
    return { error, retryAfterMs: parseRetryAfterMs(response.header('retry-after'), clock.now()) }
  }
  const tooLarge = (): FluxError => fail('image_too_large', `The picture is larger than ${maxBytes} bytes.`)
  if (Number(response.header('content-length')) > maxBytes) throw tooLarge()

  const scanner = createImageScanner()
  const notAnImage = (): FluxError =>
    fail('not_an_image', `Instead of a picture came ${describeContent(scanner.head)}.`)
  let byteLength = 0
  let broken: unknown
  await sink.reset()
  try {
    for await (const chunk of markBroken(response.body)) {
      signal.throwIfAborted()
      byteLength += chunk.byteLength
      if (byteLength > maxBytes) throw tooLarge()
      scanner.push(chunk)
      if (scanner.format === false) throw notAnImage()
      await sink.write(chunk)
    }
  } catch (error) {
    if (!(error instanceof BodyBroken)) throw error
    broken = error.cause
  }
  // A connection that breaks after the last byte of the picture has done its work.
  const { complete, ...scan } = scanner.finish() ?? {}
  if (complete) return { ...(scan as Omit<ImageScan, 'complete'>), url: url.href, byteLength }
  if (scanner.format) return { error: fail('image_truncated', 'The picture came only in part.', { cause: broken }) }
  return { error: broken === undefined ? notAnImage() : failureOf(broken, withAdvice(place)) }
}

type Failure = 'image_unavailable' | 'image_too_large' | 'not_an_image' | 'image_truncated'

/** Errors of the connection advise on the picture too. */
function withAdvice(place: FluxErrorDetails): FluxErrorDetails {
  return { ...place, advice: errorCodes.image_unavailable.advice }
}

async function* markBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body
  } catch (cause) {
    throw new BodyBroken('The body broke off.', { cause })
  }
}
