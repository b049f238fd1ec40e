/** One HTTP request as core asks it of the host. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Aborted when the caller gives up or a deadline passes: stop at once, also while the body is read. */
  readonly signal: AbortSignal
  /**
   * `api`: an address that the operator configured. `public`: an address that came from outside; a transport that
   * resolves names refuses those that lead to private addresses.
   */
  readonly network: 'api' | 'public'
}

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
 * The network, as core knows it: one request in, one answer out, redirects not followed. Rejects when there is no
 * answer; {@link TransportError} says whether the request can have reached the server.
 */
export interface Transport {
  (request: TransportRequest): Promise<TransportResponse>
  /** Frees sockets. Called by the client that created the transport, never for one that was passed in. */
  close?(): Promise<void>
}

/** There is no answer. `sent: 'no'` promises that no byte of the request was sent. */
export class TransportError extends Error {
  readonly sent: 'no' | 'maybe'

  constructor(message: string, options: { readonly sent: 'no' | 'maybe'; readonly cause?: unknown }) {
    super(message, { cause: options.cause })
    this.sent = options.sent
  }

  override get name(): string {
    return 'TransportError'
  }
}

/** Only the transport's own promise counts: the reason of an abort, or a broken body, may look like a refused connection. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof TransportError && error.sent === 'no'
}
