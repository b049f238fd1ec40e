import { asObject, type JsonObject } from '../contract/json.ts'
import type { Secrets } from '../errors/service-text.ts'
import type { Bytes } from './bytes.ts'
import type { Clock } from './clock.ts'
import { withDeadline } from './deadline.ts'
import { joined, readBody } from './read-body.ts'
import { retryAfterMsOf } from './retry.ts'
import type { Transport } from './transport.ts'

/** What every request of a client shares. */
export interface Network {
  readonly transport: Transport
  readonly clock: Clock
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number
}

/** One request to the service, ready to be sent. */
export interface ServiceCall {
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST'
  readonly url: URL
  readonly token: string
  /** What to do when the token is refused; absent: as for the API token. */
  readonly tokenAdvice?: string | undefined
  readonly body?: string | Bytes
  readonly contentType?: string
  /** More headers, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** What messages about its answer must not repeat, besides the token. */
  readonly secrets?: (() => Secrets) | undefined
  /** Its response may be about unknown requests, so no message repeats the service's text. */
  readonly isAboutOthers?: boolean | undefined
}

/** An answer that was read to its end, whatever its status. */
export interface ServiceAnswer {
  readonly status: number
  /** The body as received. */
  readonly text: string
  /** The same, parsed; `undefined` when it is not JSON. */
  readonly parsed: unknown
  /** {@link parsed} when it is an object. */
  readonly json: JsonObject | undefined
  readonly retryAfterMs?: number | undefined
  /** Proxies replace some answers by pages of their own. */
  readonly viaProxy: boolean
}

/** What has come of an answer so far: filled in while it is read, for answers that break off. */
export interface Received {
  status?: number
  readonly chunks: Uint8Array[]
}

/** A batch of 50 tasks with four images each is some 100 kB; this leaves room and still bounds memory. */
const maxAnswerBytes = 8 * 1024 * 1024

const decoder = new TextDecoder()

/**
 * One request and its whole answer under one deadline. An answer of any status is a value; only its absence is thrown.
 * @throws {TransportError} {DeadlineReached} {CallerAborted} {BodyTooLarge} or what broke while the body was read
 */
export function exchange(
  { transport, clock }: Network,
  call: ServiceCall,
  received: Received = { chunks: [] },
): Promise<ServiceAnswer> {
  return withDeadline({ clock, timeoutMs: call.timeoutMs, signal: call.signal }, async (signal) => {
    const response = await transport({
      method: call.method ?? 'POST',
      url: call.url,
      headers: {
        ...call.headers,
        accept: 'application/json',
        authorization: `Bearer ${call.token}`,
        ...(call.contentType !== undefined && { 'content-type': call.contentType }),
      },
      ...(call.body !== undefined && { body: call.body }),
      signal,
      network: 'api',
    })
    received.status = response.status
    const text = decoder.decode(await readBody(response.body, maxAnswerBytes, received.chunks))
    const parsed = parseJson(text)
    return {
      status: response.status,
      text,
      parsed,
      json: asObject(parsed),
      retryAfterMs: retryAfterMsOf(response, clock),
      viaProxy: response.viaProxy ?? false,
    }
  })
}

export function textOf({ chunks }: Received): string {
  return decoder.decode(joined(chunks))
}

/** The parser's own complaint is dropped: it quotes the text, which may hold a prompt. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
