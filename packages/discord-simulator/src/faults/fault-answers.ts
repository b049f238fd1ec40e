import { discordError } from '../requests/errors.ts'
import { rateLimited } from '../requests/rate-limited.ts'
import type { RestAnswer } from '../requests/request.ts'
import type { Fault, FaultMoment } from './faults.ts'

type Timed = Extract<Fault, { kind: 'slow' | 'drop' | 'server-error' }>

/** Whether a fault is of this kind and strikes at this moment; without its own moment it strikes before. */
export function isFault<K extends Timed['kind']>(
  fault: Fault | undefined,
  kind: K,
  moment: FaultMoment,
): fault is Extract<Fault, { kind: K }> {
  return fault !== undefined && fault.kind === kind && (fault.effect ?? 'before') === moment
}

/** The answer of a fault that keeps the request from having an effect. */
export function refusalOf(fault: Fault | undefined): RestAnswer | undefined {
  switch (fault?.kind) {
    case 'rate-limited':
      return rateLimited(fault.retryAfterMs ?? 50, fault.scope ?? 'user')
    case 'server-error':
      return fault.effect === 'after' ? undefined : serverError(fault.status ?? 500)
    case 'error': {
      const { status, body } = discordError(fault.code)
      return { status, body }
    }
    default:
      return undefined
  }
}

export function serverError(status: number): RestAnswer {
  return { status, body: { message: `${status}: Internal Server Error`, code: 0 } }
}
