import { createFluxClient, fetchTransport, type FluxClient, type TokenSource } from '@fluxkit/core'

export { createFluxService } from './flux-service.ts'

export interface ClientPlace {
  readonly baseUrl: string | undefined
  readonly platformBaseUrl: string | undefined
  readonly token: TokenSource
  readonly platformToken: TokenSource
}

/** The client on the host's own `fetch`, which knows the proxies and certificates of the editor. */
export function openClient(place: ClientPlace): FluxClient {
  return createFluxClient({ ...place, transport: fetchTransport() })
}
