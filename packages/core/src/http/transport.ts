import type { Bytes } from './bytes.ts'

/** One HTTP request as core hands it to the host. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Bytes
  /** Aborted when the caller gives up or a deadline passes: stop at once, also while the body is read. */
  readonly signal: AbortSignal
  /**
   * `api`: an address that the operator configured. `public`: an address from outside; a transport that
   * resolves names refuses those that lead to private addresses.
   */
  readonly network: 'api' | 'public'
}

/** The head of a response, and its body as a stream. */
export interface TransportResponse {
  readonly status: number
  /** A header by its lower-case name, or `undefined`. */
  header(name: string): string | undefined
  /** The bytes as they arrive. Must be read to the end or left by `return()`, which frees the connection. */
  readonly body: AsyncIterable<Uint8Array>
  /** Did it come through a proxy? Proxies that scan answers replace some by pages of their own. */
  readonly viaProxy?: boolean | undefined
}

/**
 * The network, as core knows it: one request in, one answer out, redirects not followed. When the network fails it throws
 * a {@link TransportError}, also out of the body, which says whether the request can have reached the server. A
 * `TypeError` and its like count as a mistake in the transport, not as a failure of the network.
 */
export interface Transport {
  (request: TransportRequest): Promise<TransportResponse>
  /** Frees sockets. Called by the client that created the transport, never for one that was passed in. */
  close?(): Promise<void>
}

export interface TransportErrorOptions {
  /** `no` promises that no byte of the request was sent. */
  readonly sent: 'no' | 'maybe'
  /** It is not the network that failed, but a program. Default false. */
  readonly mistake?: boolean
  readonly cause?: unknown
}

/** There is no answer, or not all of it. */
export class TransportError extends Error {
  readonly sent: 'no' | 'maybe'
  readonly mistake: boolean

  constructor(message: string, { sent, mistake = false, cause }: TransportErrorOptions) {
    super(message, { cause })
    this.sent = sent
    this.mistake = mistake
  }

  override get name(): string {
    return 'TransportError'
  }
}

/** Only the transport's own promise counts: the reason of an abort, or a broken body, may look like a refused connection. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof TransportError && error.sent === 'no'
}
