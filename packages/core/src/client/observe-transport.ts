import { safeUrl } from '../errors/safe-url.ts'
import type { Clock } from '../http/clock.ts'
import { type Transport, TransportError } from '../http/transport.ts'

/** One HTTP request as hooks and loggers see it: neither headers nor body, which hold token and prompt. */
export interface RequestInfo {
  /** Counts the requests of a client, to match responses with them. */
  readonly id: number
  readonly method: 'GET' | 'POST'
  /** Without credentials, query and fragment. */
  readonly url: string
  /** `api`: the service itself. `public`: the host of an image. */
  readonly network: 'api' | 'public'
}

/** The outcome of a request. The body has not been read yet. */
export interface ResponseInfo extends RequestInfo {
  /** Absent without a response. */
  readonly status?: number
  /** Set without a response: `no` when the request was certainly not sent. */
  readonly sent?: 'no' | 'maybe'
  /** From the call to the headers of the answer. */
  readonly durationMs: number
}

/** Takes what happens, for example `console`. Never given a token, a prompt or a link with its query. */
export interface FluxLogger {
  /** What went well. */
  debug?(message: string, facts: object): void
  /** No answer, or an answer that is an error. */
  warn?(message: string, facts: object): void
}

/** Observers of requests and responses: method, address, status and duration, never a token, a prompt or a query. */
export interface Observers {
  /** Called before a request leaves. */
  readonly onRequest?: ((request: RequestInfo) => void) | undefined
  /** Called when the head of a response has come, or when none will. */
  readonly onResponse?: ((response: ResponseInfo) => void) | undefined
  readonly logger?: FluxLogger | undefined
}

/** Reports every request of a transport. What an observer throws reaches the host's own error handler, not the request. */
export function observeTransport(transport: Transport, clock: Clock, observers: Observers): Transport {
  const { onRequest, onResponse, logger } = observers
  if (!onRequest && !onResponse && !logger) return transport
  let requests = 0
  return async (request) => {
    const { method, url, network } = request
    const info: RequestInfo = { id: ++requests, method, url: safeUrl(url), network }
    const startedAtMs = clock.now()
    const report = (outcome: Pick<ResponseInfo, 'status' | 'sent'>): void => {
      const response: ResponseInfo = { ...info, ...outcome, durationMs: clock.now() - startedAtMs }
      safely(() => onResponse?.(response))
      const level = outcome.status !== undefined && outcome.status < 400 ? 'debug' : 'warn'
      safely(() => logger?.[level]?.(`${method} ${info.url}: ${outcome.status ?? 'no answer'}`, response))
    }
    safely(() => onRequest?.(info))
    safely(() => logger?.debug?.(`${method} ${info.url}`, info))
    try {
      const response = await transport(request)
      report({ status: response.status })
      return response
    } catch (error) {
      report({ sent: error instanceof TransportError ? error.sent : 'maybe' })
      throw error
    }
  }
}

/** As an event target does it: a mistake in a logger must not lose an image. */
function safely(call: () => void): void {
  try {
    call()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
