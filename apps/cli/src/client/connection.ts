import type { FluxClient } from '@fluxkit/core'

/** The service that a command works with. */
export interface Connection extends AsyncDisposable {
  readonly client: FluxClient
  /** What jobs record: an origin without credentials, or `sandbox:` with a name of this one. */
  readonly service: string
  /** What jobs record of the token: enough to distinguish accounts. */
  readonly account: string
  readonly isSandbox: boolean
  /** Set when the sandbox is used because there is no token. */
  readonly isFallback: boolean
  readonly hasPlatformToken: boolean
  /** The sandbox is faster than the service by this factor; 1 for the service. */
  readonly speed: number
}
