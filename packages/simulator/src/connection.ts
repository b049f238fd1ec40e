/** What a server adds to a request so that faults can reach the socket under it. */
export interface Connection {
  /** Resets the TCP connection, at once or after `delayMs` of real time. */
  reset(delayMs?: number): void
  /** Sends an interim `100 Continue`. */
  sendContinue(): void
}

/** What a server passes along with a request. */
export interface Bindings {
  readonly connection?: Connection
}

/** Thrown by a handler that wants no answer to be sent: the server resets the socket, `fetch` rejects. */
export class ConnectionResetError extends Error {
  override name = 'ConnectionResetError'
  readonly code = 'ECONNRESET'
  constructor() {
    super('read ECONNRESET')
  }
}
