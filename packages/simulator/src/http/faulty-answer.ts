import { lifeOf, type Context } from '../context.ts'
import { apiError, errorStatuses, isApiErrorCode, type ApiError } from '../contract/api-error.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { FaultKind, FaultOperation } from '../faults/fault-kinds.ts'
import type { FaultSubject } from '../faults/fault-list.ts'
import { ConnectionResetError, type Connection } from './connection.ts'
import { errorAnswer, gatewayPage, json } from './json.ts'
import { endlessJson, halfThen } from './broken-bodies.ts'

export interface FaultyRequest {
  readonly context: Context
  readonly request: Request
  readonly connection: Connection | undefined
  readonly operation: FaultOperation
  readonly subject?: FaultSubject | undefined
}

/** Carries the request out as far as its faults allow, and disturbs the answer as they say. */
export async function answerWithFaults(given: FaultyRequest, carryOut: () => Promise<Response>): Promise<Response> {
  const { context, operation, subject } = given
  const slow = context.faults.take('answer', operation, subject, (fault) => fault.kind === 'slow')
  if (slow) await context.timers.pause(slow.ms ?? 3_000, lifeOf(context, given.request))
  const fault = context.faults.take('answer', operation, subject, (candidate) => candidate.kind !== 'slow')
  if (!fault) return carryOut()
  return (await answerBefore(given, fault)) ?? answerAfter(given, fault, await carryOut())
}

/** Rejects when the caller gives up or the simulator closes. */
function hang({ context, request }: FaultyRequest): Promise<never> {
  const life = lifeOf(context, request)
  return new Promise((_, reject) => {
    if (life.aborted) reject(life.reason)
    else life.addEventListener('abort', () => reject(life.reason), { once: true })
  })
}

async function answerBefore(given: FaultyRequest, fault: ArmedFault): Promise<Response | undefined> {
  const traceId = given.context.newId()
  const error = errorOf(given.context, fault)
  if (error) return errorAnswer(error, traceId)
  const kind: FaultKind = fault.kind
  if (kind === 'bare-error')
    return json({ success: false, error: 'fetch failed', trace_id: traceId }, fault.status ?? 500)
  if (kind === 'no-error') return json({ success: false }, fault.status ?? 500)
  if ((kind === '502' || kind === '504') && !fault.accepted) return gatewayPage(Number(kind))
  if (kind === 'enormous-body') return endlessJson()
  if (kind === 'reset-before') throw new ConnectionResetError()
  if (kind === 'hang-before') return hang(given)
  return undefined
}

function errorOf(context: Context, fault: ArmedFault): ApiError | undefined {
  if (fault.kind === '500') return apiError('api_error', fault.message)
  if (fault.kind === 'moderation') return apiError('forbidden', fault.message)
  if (fault.kind === '429') return { ...apiError('too_many_requests', fault.message), ...retryAfter(context, fault) }
  if (fault.kind !== 'error') return undefined
  const code = fault.code ?? 'api_error'
  const known = isApiErrorCode(code) ? code : undefined
  const status = fault.status ?? (known ? errorStatuses[known][0] : 400)
  return { status, code, message: fault.message ?? (known ? apiError(known).message : 'request is invalid.') }
}

function retryAfter(context: Context, fault: ArmedFault): { retryAfter?: string } {
  if (fault.retryAfter === 'none') return {}
  if (fault.retryAfter === 'date')
    return { retryAfter: new Date(context.clock.now() + (fault.ms ?? 1_000)).toUTCString() }
  return { retryAfter: String(fault.retryAfter ?? 1) }
}

async function answerAfter(given: FaultyRequest, fault: ArmedFault, response: Response): Promise<Response> {
  switch (fault.kind) {
    case '502':
    case '504':
      return gatewayPage(Number(fault.kind))
    case 'reset-after':
      throw new ConnectionResetError()
    case 'hang-after':
      return hang(given)
    case 'reset-mid-body':
    case 'hang-mid-body':
      return halfThen(fault.kind, response, given.connection, () => lifeOf(given.context, given.request))
    case 'malformed-json':
      return cutShort(response)
    case 'empty-body':
      return new Response('', { headers: { 'content-type': 'application/json' } })
    case 'missing-fields':
      return json({})
    default:
      return response
  }
}

async function cutShort(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response((await response.text()).slice(0, -9), { status: response.status, headers })
}
