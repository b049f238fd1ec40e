import { readServiceError } from '../contract/answers.ts'
import { asId } from '../contract/json.ts'
import type { FluxErrorCode } from '../errors/codes.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { quotable, quotableCode, quotableId, type Secrets } from '../errors/service-text.ts'
import {
  AuthenticationError,
  BalanceError,
  ModerationError,
  RateLimitError,
  RejectedRequestError,
  ServiceFailureError,
} from '../errors/service-errors.ts'
import type { ServiceAnswer, ServiceCall } from './exchange.ts'

type AnswerErrorClass = new (code: FluxErrorCode, summary: string, details?: FluxErrorDetails) => FluxError

/** The documented errors of the service, and what they become here. */
const documented: Partial<Record<FluxErrorCode, readonly [AnswerErrorClass, string]>> = {
  no_token: [AuthenticationError, 'No token was sent.'],
  invalid_token: [AuthenticationError, 'The token is not accepted.'],
  token_expired: [AuthenticationError, 'The token has expired.'],
  token_mismatched: [AuthenticationError, 'The token is not for this API.'],
  disabled: [AuthenticationError, 'The application is disabled.'],
  used_up: [BalanceError, 'The balance is not sufficient.'],
  moderated: [ModerationError, 'The service refused the prompt or the image.'],
  bad_request: [RejectedRequestError, 'The service rejected the request.'],
  api_not_implemented: [RejectedRequestError, 'The service does not offer this.'],
  no_api: [RejectedRequestError, 'There is no such API at this address.'],
  too_many_requests: [RateLimitError, 'Too many requests.'],
  api_error: [ServiceFailureError, 'The service failed.'],
  service_unavailable: [ServiceFailureError, 'The service is temporarily unavailable.'],
}

/** The code of an error answer: the service's own where it is a documented one, otherwise by status. */
export function errorCodeOf(status: number, serviceCode: string | undefined): FluxErrorCode {
  // "403 anything else: treat as moderation", flux-api.md.
  if (status === 403) return serviceCode === 'used_up' ? 'used_up' : 'moderated'
  if (serviceCode !== undefined && Object.hasOwn(documented, serviceCode)) return serviceCode as FluxErrorCode
  if (status === 401) return 'invalid_token'
  if (status === 404) return 'no_api'
  if (status === 429) return 'too_many_requests'
  if (status === 503) return 'service_unavailable'
  return status >= 400 && status < 500 ? 'bad_request' : 'api_error'
}

/**
 * The error for an error answer.
 * @param secrets what must not appear in the message although the service repeats it: token, prompt, links
 * @param options.tokenAdvice what to do when the token is refused; default: what to do about the API token
 * @param options.isAboutOthers the service's text may contain secrets of unknown requests
 */
export function errorFromAnswer(
  answer: Pick<ServiceAnswer, 'status' | 'json' | 'retryAfterMs'>,
  context: FluxErrorDetails,
  secrets: Secrets,
  { tokenAdvice, isAboutOthers = false }: Pick<ServiceCall, 'tokenAdvice' | 'isAboutOthers'> = {},
): FluxError {
  const service = readServiceError(answer.json?.['error'])
  const code = errorCodeOf(answer.status, service?.code)
  const [AnswerError, what] = documented[code] ?? [ServiceFailureError, 'The service failed.']
  const quoted = isAboutOthers ? undefined : quotable(service?.message, secrets)
  const quotation = quoted === undefined ? '' : ` It says: ${quoted}.`
  return new AnswerError(code, `${what}${quotation}`.replace(/([.!?])\.$/, '$1'), {
    ...context,
    status: answer.status,
    serviceCode: isAboutOthers && service?.code !== code ? undefined : quotableCode(service?.code, secrets),
    traceId: quotableId(asId(answer.json?.['trace_id']), secrets),
    serviceText: service?.message,
    answer: answer.json,
    retryAfterMs: code === 'too_many_requests' ? answer.retryAfterMs : undefined,
    advice: context.advice ?? (/token/.test(code) ? tokenAdvice : undefined),
  })
}
