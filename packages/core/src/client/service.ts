import { ClientClosedError } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { createGate, type Gate } from '../http/gate.ts'
import { fromEnvironment } from './environment.ts'
import { readCallOptions } from './call-options.ts'
import { type ClientSettings, endpoint } from './settings.ts'
import { apiToken, readToken, type TokenKind } from './token.ts'
import type { CallOptions, FluxClientOptions } from './types.ts'

/** What the parts of a client share: its settings, calls made ready with the token of the moment, and its end. */
export interface Service {
  readonly settings: ClientSettings
  /** For submissions that are answered at once. */
  readonly gate: Gate
  /** A JSON call to the API, not yet sent. @throws {AuthenticationError} {ClientClosedError} */
  prepare(path: string, body: object, options?: CallOptions): Promise<ServiceCall>
  /** The token of the moment. @throws {AuthenticationError} {ClientClosedError} */
  token(kind: TokenKind, signal: AbortSignal | undefined): Promise<string>
  /** Runs something that only {@link close} may stop. */
  untilClosed<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T>
  close(): void
}

/** What stands for the token where the application's own server adds it; it is never sent. */
const noToken = ''

export function createService(settings: ClientSettings, options: FluxClientOptions): Service {
  // One controller each: many listeners on one signal make older hosts warn of a leak.
  const open = new Set<AbortController>()
  const urls: Record<string, URL> = {}
  const limits = { clock: settings.network.clock, timeoutMs: settings.requestTimeoutMs }
  let closed = false
  const assertOpen = (): void => {
    if (closed) throw new ClientClosedError()
  }
  const token = async (kind: TokenKind, signal: AbortSignal | undefined): Promise<string> => {
    assertOpen()
    if (kind === apiToken && settings.isProxied) return noToken
    return readToken(options[kind.option] ?? fromEnvironment(kind.option), kind, { ...limits, signal })
  }
  return {
    settings,
    token,
    gate: createGate(settings.network.clock),
    async prepare(path, body, { signal, ...more } = {}) {
      return {
        ...readCallOptions(settings, more),
        url: (urls[path] ??= endpoint(settings.baseUrl, path)),
        token: await token(apiToken, signal),
        body: JSON.stringify(body),
        contentType: 'application/json',
        signal,
      }
    },
    async untilClosed(operation) {
      assertOpen()
      const controller = new AbortController()
      open.add(controller)
      try {
        return await operation(controller.signal)
      } finally {
        open.delete(controller)
      }
    },
    close() {
      closed = true
      for (const controller of open) controller.abort(new ClientClosedError())
    },
  }
}
