import { asObject, type JsonObject } from '../contract/json.ts'
import type { Clock } from './clock.ts'
import { withDeadline } from './deadline.ts'
import { readBody } from './read-body.ts'
import { parseRetryAfterMs } from './retry.ts'
import type { Transport } from './transport.ts'

/** What every request of a client shares. */
export interface Network {
  readonly transport: Transport
  readonly clock: Clock
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number
}

/** One POST to the service, ready to be sent. */
export interface ServiceCall {
  readonly url: URL
  readonly token: string
  /** What to do when the token is refused; absent: as for the API token. */
  readonly tokenAdvice?: string | undefined
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly contentType: string
  /** More headers, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** An answer that was read to its end, whatever its status. */
export interface ServiceAnswer {
  readonly status: number
  /** The parsed body; `undefined` when it was no JSON object. */
  readonly json: JsonObject | undefined
  readonly retryAfterMs?: number | undefined
}

/** A batch of 50 tasks with four pictures each is some 100 kB; this leaves room and still bounds memory. */
const maxAnswerBytes = 8 * 1024 * 1024

const decoder = new TextDecoder()

/**
 * One request and its whole answer under one deadline. An answer of any status is a value; only its absence is thrown.
 * @throws {TransportError} {DeadlineReached} {CallerAborted} {BodyTooLarge} or what broke while the body was read
 */
export function exchange({ transport, clock }: Network, call: ServiceCall): Promise<ServiceAnswer> {
  return withDeadline({ clock, timeoutMs: call.timeoutMs, signal: call.signal }, async (signal) => {
    const response = await transport({
      method: 'POST',
      url: call.url,
      headers: {
        ...call.headers,
        accept: 'application/json',
        authorization: `Bearer ${call.token}`,
        'content-type': call.contentType,
      },
      body: call.body,
      signal,
      network: 'api',
    })
    const text = decoder.decode(await readBody(response.body, maxAnswerBytes))
    return {
      status: response.status,
      json: parseJsonObject(text),
      retryAfterMs: parseRetryAfterMs(response.header('retry-after'), clock.now()),
    }
  })
}

/** The parser's own complaint is dropped: it quotes the text, which may hold a prompt. */
function parseJsonObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}
