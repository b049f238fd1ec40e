import type { Context } from '../context.ts'
import { apiError, errorStatuses, isApiErrorCode, type ApiError } from '../contract/api-error.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import { errorAnswer } from '../http/json.ts'
import type { FaultyRequest } from './faulty-request.ts'

export function refuse({ context }: FaultyRequest, error: ApiError): Response {
  return errorAnswer(error, context.newId())
}

export function documentedError({ code = 'api_error', status, message }: ArmedFault): ApiError {
  if (!isApiErrorCode(code)) return { status: status ?? 400, code, message: message ?? 'request is invalid.' }
  return { ...apiError(code, message), status: status ?? errorStatuses[code][0] }
}

export function retryAfter(context: Context, fault: ArmedFault): { retryAfter?: string } {
  if (fault.retryAfter === 'none') return {}
  if (fault.retryAfter === 'date')
    return { retryAfter: new Date(context.clock.now() + (fault.ms ?? 1_000)).toUTCString() }
  return { retryAfter: String(fault.retryAfter ?? 1) }
}

/** What a service says that quotes what it was sent. */
export function echo({ request, subject }: FaultyRequest): string {
  return `prompt "${subject?.prompt ?? ''}" is invalid (authorization: ${request.headers.get('authorization') ?? ''})`
}
