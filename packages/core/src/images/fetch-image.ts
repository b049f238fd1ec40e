import { errorCodes } from '../errors/codes.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import { ImageDownloadError } from '../errors/image-errors.ts'
import { CallerAborted, DeadlineReached, withDeadline } from '../http/deadline.ts'
import type { Network } from '../http/exchange.ts'
import { failureOf } from '../http/failure.ts'
import { pauseBeforeRetry } from '../http/pause.ts'
import { retryAfterMsOf, type RetryPolicy } from '../http/retry.ts'
import { describeContent } from './describe-content.ts'
import { type OpenedLink, openLink } from './open-link.ts'
import { createImageScanner, type ImageScan, type ImageScanner } from './scan-image.ts'

/** What downloads share with the client they belong to. */
export interface ImageNetwork extends Network {
  readonly retry: RetryPolicy
  /** The configured address of the service: links to loopback are followed when it is loopback itself. */
  readonly baseUrl: URL
}

/** Limits of one download. */
export interface DownloadOptions {
  /** Refuse a larger image. Default 64 MiB. */
  readonly maxBytes?: number | undefined
  /** Limit of the whole download with all its tries. Default 120,000. */
  readonly deadlineMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** The task that made the image; errors carry it. */
  readonly taskId?: string | undefined
}

/** Takes the bytes of one image. An error that it throws ends the download and is passed to the caller unchanged. */
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

const paidAdvice = errorCodes.image_unavailable.advice
/** 64 MiB: some forty times what the largest model makes. */
const defaultMaxBytes = 2 ** 26
const defaultDeadlineMs = 120_000

/**
 * Fetches an image into a sink: one deadline over all, limits and format checked while the bytes come in. Resets,
 * 5xx, 429 and truncated images are tried again from the start. Every error says that the image is paid for.
 * @throws {UnsafeUrlError} {ImageDownloadError} {ConnectionError} {AbortedError} or what the sink throws
 */
export async function fetchImage(
  network: ImageNetwork,
  link: string | URL,
  sink: ImageSink,
  options: DownloadOptions = {},
): Promise<FetchedImage> {
  const { deadlineMs = defaultDeadlineMs, maxBytes = defaultMaxBytes, signal, taskId } = options
  const { clock, retry } = network
  const context: FluxErrorDetails = { method: 'GET', url: link, taskId, charged: 'yes', advice: paidAdvice }
  try {
    return await withDeadline({ clock, timeoutMs: deadlineMs, signal }, async (stopped) => {
      for (let attempt = 1; ; attempt++) {
        const result = await tryFetch(network, link, sink, context, maxBytes, stopped)
        if (!('error' in result)) return result
        if (attempt >= retry.maxAttempts) throw result.error
        await pauseBeforeRetry(network, retry, { ...result, attempt, signal: stopped }, context)
      }
    })
  } catch (error) {
    throw error instanceof CallerAborted || error instanceof DeadlineReached ? failureOf(error, context) : error
  }
}

/** Throws what no further try can mend. */
async function tryFetch(
  network: ImageNetwork,
  link: string | URL,
  sink: ImageSink,
  context: FluxErrorDetails,
  maxBytes: number,
  signal: AbortSignal,
): Promise<FetchedImage | FailedTry> {
  let opened: OpenedLink
  try {
    opened = await openLink(network.transport, network.baseUrl, link, context, signal)
  } catch (error) {
    if (isFluxError(error)) throw error
    const failure = failureOf(error, context)
    // A bug doesn't go away by retrying.
    if (failure.code === 'transport_failed') throw failure
    return { error: failure }
  }
  try {
    return await receive(network, opened, sink, { ...context, url: opened.url }, maxBytes, signal)
  } finally {
    opened.close()
  }
}

async function receive(
  { clock }: ImageNetwork,
  { response, url }: OpenedLink,
  sink: ImageSink,
  context: FluxErrorDetails,
  maxBytes: number,
  signal: AbortSignal,
): Promise<FetchedImage | FailedTry> {
  const { status } = response
  if (status < 200 || status >= 300) {
    const retryable = status === 408 || status === 429 || status >= 500
    const summary = `The image's host answered with status ${status}.`
    const error = new ImageDownloadError('image_unavailable', summary, { ...context, status, retryable })
    if (!retryable) throw error
    return { error, retryAfterMs: retryAfterMsOf(response, clock) }
  }
  const scanner = createImageScanner()
  let byteLength = 0
  const checkLength = (length: number): void => {
    // Not `<=`: a Content-Length that isn't a number says nothing.
    if (!(length > maxBytes)) return
    // Not the advice on other failures: it would fail in the same way again.
    const { advice: _, ...details } = context
    throw new ImageDownloadError('image_too_large', `The image is larger than ${maxBytes} bytes.`, details)
  }
  checkLength(Number(response.header('content-length') ?? 0))
  await sink.reset()
  let broken: unknown
  let isReading = true
  try {
    for await (const chunk of response.body) {
      isReading = false
      signal.throwIfAborted()
      checkLength((byteLength += chunk.byteLength))
      scanner.push(chunk)
      if (scanner.format === false) throw notAnImage(scanner, context)
      await sink.write(chunk)
      isReading = true
    }
  } catch (error) {
    if (!isReading) throw error
    broken = error
  }
  const scan = scanner.finish()
  if (scan?.complete) {
    // Even if the connection broke: all that belongs to the image had come.
    const { complete: _, ...image } = scan
    return { ...image, url: url.href, byteLength }
  }
  if (scanner.format) {
    const summary = 'The image came only in part.'
    return { error: new ImageDownloadError('image_truncated', summary, { ...context, cause: broken }) }
  }
  return { error: broken === undefined ? notAnImage(scanner, context) : failureOf(broken, context) }
}

function notAnImage({ head }: ImageScanner, context: FluxErrorDetails): FluxError {
  return new ImageDownloadError('not_an_image', `Expected an image, got ${describeContent(head)}.`, context)
}
