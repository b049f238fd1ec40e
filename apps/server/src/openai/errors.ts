import { type FailureKind, failureKindOf } from '@fluxkit/core'
import type { Failure } from '../jobs/failure.ts'
import { t } from '../language/translator.ts'

/** An error in the shape of OpenAI's API, with additional facts. */
export interface ErrorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: { readonly error: Readonly<Record<string, unknown>> }
}

/** The statuses of the server's own refusals. */
const ownCodes: Readonly<Record<string, number>> = {
  idempotency_key_reused: 422,
  model_not_found: 404,
  not_found: 404,
  unauthorized: 401,
  budget_reached: 402,
  no_platform_token: 403,
  publishing_not_allowed: 403,
  too_large: 413,
}

/** Everything else is 422: the token, the address and the network are the server's, not the client's. */
const byKind: Partial<Readonly<Record<FailureKind, number>>> = { request: 400, moderation: 400, balance: 402 }

/**
 * The status of a failure. Clients and the AI SDK retry 408, 409, 429 and 5xx automatically, so those are only for
 * failures that cost nothing and may be repeated; whatever may have been charged is 424, which nobody repeats.
 */
export function statusOf({ code, charged, retryable }: Pick<Failure, 'code' | 'charged' | 'retryable'>): number {
  if (charged !== 'no') return 424
  const kind = failureKindOf(code)
  if (retryable) return kind === 'rate_limit' ? 429 : 503
  const status = kind === undefined ? Object.hasOwn(ownCodes, code) && ownCodes[code] : byKind[kind]
  return status || 422
}

export function errorAnswer(failure: Failure, param: string | null = null): ErrorAnswer {
  const { code, message, charged, advice, retryable, traceId, taskId, jobId } = failure
  const status = statusOf(failure)
  return {
    status,
    // The openai client obeys this whatever the status is.
    headers: { 'x-should-retry': String(charged === 'no' && retryable) },
    body: {
      error: {
        message: `${message} ${t(`charge.${charged}`)} ${advice}`,
        type: status === 401 ? 'authentication_error' : status < 424 ? 'invalid_request_error' : 'server_error',
        param,
        code,
        charged,
        ...(traceId !== undefined && { trace_id: traceId }),
        ...(taskId !== undefined && { task_id: taskId }),
        ...(jobId !== undefined && { job_id: jobId }),
      },
    },
  }
}
