import { createFluxClient, type FluxClient, type FluxClientOptions, type FluxError, isFluxError } from '@fluxkit/core'
import { createScriptedTransport, type RecordedRequest, type ScriptStep } from '@fluxkit/core/testing'
import { createActivity } from '../support/activity.ts'
import { createEagerClock, type EagerClock } from '../support/eager-clock.ts'
import { passTime } from '../support/pass-time.ts'

/** A client whose every request is answered by a script. */
export interface Scripted {
  readonly client: FluxClient
  readonly clock: EagerClock
  readonly requests: readonly RecordedRequest[]
  readonly settle: <T>(work: Promise<T>) => Promise<T>
}

export type Script = (steps: readonly ScriptStep[], options?: Partial<FluxClientOptions>) => Scripted

export const script: Script = (steps, options = {}) => {
  const clock = createEagerClock()
  const transport = createScriptedTransport(steps)
  const client = createFluxClient({
    token: 'api-token',
    platformToken: 'platform-token',
    transport,
    clock,
    random: () => 0,
    ...options,
  })
  const activity = createActivity()
  return { client, clock, requests: transport.requests, settle: (work) => passTime(work, clock, activity) }
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
