import { createFluxClient, type FluxClient, type FluxClientOptions, type FluxError, isFluxError } from '@fluxkit/core'
import {
  createFakeClock,
  createScriptedTransport,
  type FakeClock,
  type RecordedRequest,
  type ScriptStep,
} from '@fluxkit/core/testing'

/** A client whose every request is answered by a script. */
export interface Scripted {
  readonly client: FluxClient
  readonly clock: FakeClock
  readonly requests: readonly RecordedRequest[]
  readonly settle: <T>(work: Promise<T>) => Promise<T>
}

export type Script = (steps: readonly ScriptStep[], options?: Partial<FluxClientOptions>) => Scripted

export const script: Script = (steps, options = {}) => {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  const client = createFluxClient({
    token: 'api-token',
    platformToken: 'platform-token',
    transport,
    clock,
    random: () => 0,
    ...options,
  })
  return { client, clock, requests: transport.requests, settle: (work) => clock.until(work) }
}

/** What a call rejects with. @throws when it does not, or with something that is not core's */
export async function failure(call: Promise<unknown>): Promise<FluxError> {
  const outcome = await call.then(
    () => 'It worked.',
    (error: unknown) => error,
  )
  if (isFluxError(outcome)) return outcome
  throw new Error('No Flux error.', { cause: outcome })
}

/** Without the lists of tasks by which a lost answer is looked for. */
export function submissionsIn(requests: readonly RecordedRequest[]): readonly RecordedRequest[] {
  return requests.filter(({ url }) => url.endsWith('/flux/images'))
}
