import { type Clock, systemClock } from '../http/clock.ts'
import { DeadlineReached } from '../http/deadline.ts'
import { BodyTooLarge } from '../http/read-body.ts'
import { sleep } from '../http/sleep.ts'
import { type CallbackKey, importCallbackKeys } from './callback-key.ts'
import { callbackUrls } from './callback-url.ts'
import { LatestSet } from '../http/latest-set.ts'
import { type CallbackEvent, readCallback } from './read-callback.ts'

/** What a receiver needs: its secret, its public address, and a handler of results. */
export interface CallbackReceiverOptions {
  /** From `generateCallbackKey`. Of several, for rotation, the first signs and all verify. */
  readonly secretKey: CallbackKey | readonly CallbackKey[]
  /** Where the service reaches the receiver; the job's part of the path is added to it. */
  readonly publicUrl: string
  /** Called after the reply, once for each task and outcome. */
  readonly onResult: (event: CallbackEvent) => Promise<void> | void
  /** Receives errors of {@link onResult}: the reply has been sent by then. */
  readonly onError: (error: unknown, event: CallbackEvent) => void
  /** Largest body. Default 1 MiB. */
  readonly maxBytes?: number | undefined
  /** Limit for reading a body. Default 10,000. */
  readonly deadlineMs?: number | undefined
  readonly clock?: Clock | undefined
}

/** Makes the callback URL of each job, and answers what is posted to it. */
export interface CallbackReceiver {
  /**
   * Answers a callback: 404 unless its URL is one of {@link urlFor}, which is known before the body is read; 405 unless
   * it is a POST; 413, 408 or 400 for a body that is too large, too slow or unreadable; otherwise 200. Never rejects.
   * @param host `waitUntil` of hosts that stop after the reply (edge): is given the call of `onResult`
   */
  handle(request: Request, host?: { waitUntil?(work: Promise<unknown>): void }): Promise<Response>
  /**
   * The `callbackUrl` of one job. Needs no storage: anyone who has the key can see which job a callback is for.
   * @throws {InvalidRequestError} when the job key is empty, longer than 256 characters or no well-formed text
   */
  urlFor(jobKey: string): Promise<string>
}

/** As many outcomes are remembered, some 2 MB, so that repeated callbacks are reported once. */
const rememberedOutcomes = 10_000

/**
 * A framework-free receiver of callbacks. The service does not sign them: what is trusted is the secret in the URL.
 * Forged, repeated, late and broken calls are harmless.
 * @throws {InvalidRequestError} when a key or the URL cannot be used
 */
export function createCallbackReceiver(options: CallbackReceiverOptions): CallbackReceiver {
  const { onResult, onError, maxBytes = 1024 * 1024, deadlineMs = 10_000, clock = systemClock } = options
  const urls = callbackUrls(options.publicUrl, importCallbackKeys(options.secretKey))
  const seen = new LatestSet(rememberedOutcomes)

  return {
    urlFor: (jobKey) => urls.urlFor(jobKey),
    async handle(request, host) {
      const jobKey = await urls.verify(new URL(request.url).pathname)
      if (jobKey === undefined) return empty(404)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      let event: CallbackEvent | undefined
      try {
        event = await readCallback(request, jobKey, { maxBytes, deadlineMs, clock })
      } catch (error) {
        return empty(error instanceof BodyTooLarge ? 413 : error instanceof DeadlineReached ? 408 : 400)
      }
      if (!event) return empty(400)
      const result = event
      if (seen.add(outcomeOf(result))) {
        // One macrotask later, the reply is being sent.
        const work = sleep(clock, 0)
          .then(() => onResult(result))
          .catch((error: unknown) => onError(error, result))
          .catch(() => undefined)
        host?.waitUntil?.(work)
      }
      return Response.json({ received: true })
    },
  }
}

/** A failure after an acceptance, and an image after either, is reported; the same again is not. */
function outcomeOf({ jobKey, taskId, body }: CallbackEvent): string {
  const { success, error, data, status, state } = body
  const words = [status, state].map((word) => (typeof word === 'string' ? word.slice(0, 40) : undefined))
  return JSON.stringify([
    jobKey,
    taskId,
    success === true || success === false ? success : undefined,
    ...words,
    error !== undefined,
    Array.isArray(data) && data.length > 0,
  ])
}

function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers })
}
