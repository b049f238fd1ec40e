import { ClientClosedError } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { createGate, type Gate } from '../http/gate.ts'
import { type ClientSettings, endpoint } from './settings.ts'
import { apiToken, platformToken, readToken } from './token.ts'
import type { FluxClientOptions } from './types.ts'

/** What the parts of a client share: its settings, calls made ready with the token of the moment, and its end. */
export interface Service {
  readonly settings: ClientSettings
  /** For submissions that are answered at once. */
  readonly gate: Gate
  /** A JSON call to the API, not yet sent. @throws {AuthenticationError} {ClientClosedError} */
  prepare(
    path: string,
    body: object,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal | undefined },
  ): Promise<ServiceCall>
  /** An upload to the platform, not yet sent. @throws {AuthenticationError} {ClientClosedError} */
  prepareUpload(
    body: Uint8Array<ArrayBuffer>,
    contentType: string,
    signal: AbortSignal | undefined,
  ): Promise<ServiceCall>
  /** Runs something that only {@link close} may stop. */
  untilClosed<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T>
  close(): void
}

export function createService(settings: ClientSettings, options: FluxClientOptions): Service {
  // One controller each: many listeners on one signal make older hosts warn of a leak.
  const open = new Set<AbortController>()
  const gate = createGate(settings.network.clock)
  const urls: Record<string, URL> = {}
  const limits = { clock: settings.network.clock, timeoutMs: settings.requestTimeoutMs }
  let closed = false
  const assertOpen = (): void => {
    if (closed) throw new ClientClosedError()
  }
  return {
    settings,
    gate,
    async prepare(path, body, { timeoutMs = settings.requestTimeoutMs, signal } = {}) {
      assertOpen()
      return {
        url: (urls[path] ??= endpoint(settings.baseUrl, path)),
        token: await readToken(options.token, apiToken, { ...limits, signal }),
        body: JSON.stringify(body),
        contentType: 'application/json',
        timeoutMs,
        signal,
      }
    },
    async prepareUpload(body, contentType, signal) {
      assertOpen()
      return {
        url: endpoint(settings.platformBaseUrl, '/api/v1/files/'),
        token: await readToken(options.platformToken, platformToken, { ...limits, signal }),
        body,
        contentType,
        timeoutMs: settings.syncTimeoutMs,
        tokenAdvice: platformToken.advice,
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
      gate.open()
      for (const controller of open) controller.abort(new ClientClosedError())
    },
  }
}
