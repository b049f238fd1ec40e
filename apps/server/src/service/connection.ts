import type { FluxClient } from '@fluxkit/core'

/** The service that the server works with. */
export interface Connection extends AsyncDisposable {
  readonly client: Pick<FluxClient, 'submit' | 'tasks' | 'images' | 'files' | 'checkConnection'>
  /** What jobs record: an origin, or `sandbox:` with a name of this one. */
  readonly service: string
  /** What jobs record of the token: enough to distinguish accounts. */
  readonly account: string
  readonly isSandbox: boolean
  readonly hasPlatformToken: boolean
}
