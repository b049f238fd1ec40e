import { createFluxClient, fetchTransport, type FluxClient, type TokenSource } from '@fluxkit/core'

export interface ClientAddress {
  readonly baseUrl: string | undefined
  readonly platformBaseUrl: string | undefined
  readonly token: TokenSource
  readonly platformToken: TokenSource
}

/** The client on the host's own `fetch`, which knows the proxies and certificates of the editor. */
export function openClient(address: ClientAddress): FluxClient {
  // Whether it uses one cannot be seen, so a bare error page proves nothing about the service.
  return createFluxClient({ ...address, transport: fetchTransport(undefined, { viaProxy: true }) })
}
