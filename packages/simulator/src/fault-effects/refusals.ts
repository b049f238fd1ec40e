import { lifeOf, type Context } from '../context.ts'
import { apiError, errorStatuses, isApiErrorCode, type ApiError } from '../contract/api-error.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { FaultKind } from '../faults/fault-kinds.ts'
import { endlessJson } from './broken-bodies.ts'
import { ConnectionResetError } from '../connection.ts'
import type { FaultyRequest } from './faulty-request.ts'
import { emptyAnswer, errorAnswer, gatewayPage, json } from '../http/json.ts'

type Refuse = (given: FaultyRequest, fault: ArmedFault) => Response | Promise<Response> | undefined

/** Faults that answer in place of the service, which then carries nothing out. */
const refusals: Readonly<Partial<Record<FaultKind, Refuse>>> = {
  429: (given, fault) =>
    refuse(given, { ...apiError('too_many_requests', fault.message), ...retryAfter(given.context, fault) }),
  500: (given, fault) => refuse(given, apiError('api_error', fault.message)),
  502: (_, fault) => (fault.accepted ? undefined : gatewayPage(502)),
  503: (given, fault) => refuse(given, apiError('service_unavailable', fault.message)),
  504: (_, fault) => (fault.accepted ? undefined : gatewayPage(504)),
  error: (given, fault) => refuse(given, documentedError(fault)),
  moderation: (given, fault) => refuse(given, apiError('forbidden', fault.message)),
  'bare-error': ({ context }, { status = 500 }) =>
    json({ success: false, error: 'fetch failed', trace_id: context.newId() }, status),
  'no-error': (_, { status = 500 }) => json({ success: false }, status),
  'echo-error': (given, { status = 400 }) => refuse(given, { ...apiError('bad_request', echo(given)), status }),
  'gateway-refusal': (_, { status = 403, empty }) => (empty ? emptyAnswer(status) : gatewayPage(status)),
  'unrelated-404': () => json({ detail: 'Not Found' }, 404),
  'empty-list': ({ isList }) => json(isList ? { items: [], count: 0 } : {}),
  'enormous-body': () => endlessJson(),
  'reset-before': () => Promise.reject(new ConnectionResetError()),
  'hang-before': hang,
}

/** @returns undefined when the fault lets the service carry the request out */
export function answerBefore(given: FaultyRequest, fault: ArmedFault): Promise<Response> | Response | undefined {
  return refusals[fault.kind]?.(given, fault)
}

/** Rejects when the caller gives up or the simulator closes. */
export function hang({ context, request }: FaultyRequest): Promise<never> {
  const life = lifeOf(context, request)
  return new Promise((_, reject) => {
    if (life.aborted) reject(life.reason)
    else life.addEventListener('abort', () => reject(life.reason), { once: true })
  })
}

function refuse({ context }: FaultyRequest, error: ApiError): Response {
  return errorAnswer(error, context.newId())
}

function documentedError({ code = 'api_error', status, message }: ArmedFault): ApiError {
  if (!isApiErrorCode(code)) return { status: status ?? 400, code, message: message ?? 'request is invalid.' }
  return { ...apiError(code, message), status: status ?? errorStatuses[code][0] }
}

function retryAfter(context: Context, fault: ArmedFault): { retryAfter?: string } {
  if (fault.retryAfter === 'none') return {}
  if (fault.retryAfter === 'date')
    return { retryAfter: new Date(context.clock.now() + (fault.ms ?? 1_000)).toUTCString() }
  return { retryAfter: String(fault.retryAfter ?? 1) }
}

/** What a service says that quotes what it was sent. */
function echo({ request, subject }: FaultyRequest): string {
  return `prompt "${subject?.prompt ?? ''}" is invalid (authorization: ${request.headers.get('authorization') ?? ''})`
}
