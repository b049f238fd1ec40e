import { readServiceError } from '../contract/answers.ts'
import { asId } from '../contract/json.ts'
import type { FluxErrorCode } from '../errors/codes.ts'
import type { FluxError, FluxErrorDetails } from '../errors/flux-error.ts'
import { redact } from '../errors/redact.ts'
import {
  AuthenticationError,
  BalanceError,
  ModerationError,
  RateLimitError,
  RejectedRequestError,
  ServiceFailureError,
} from '../errors/service-errors.ts'
import type { ServiceAnswer } from './exchange.ts'

const documentedCodes: ReadonlySet<string> = new Set<FluxErrorCode>([
  'no_token',
  'invalid_token',
  'token_expired',
  'token_mismatched',
  'disabled',
  'used_up',
  'bad_request',
  'api_not_implemented',
  'no_api',
  'too_many_requests',
  'api_error',
])

/** The code of an error answer: the service's own where it is a documented one, otherwise by status. */
export function errorCodeOf(status: number, serviceCode: string | undefined): FluxErrorCode {
  // "403 anything else: treat as moderation", flux-api.md.
  if (status === 403) return serviceCode === 'used_up' ? 'used_up' : 'moderated'
  if (serviceCode !== undefined && documentedCodes.has(serviceCode)) return serviceCode as FluxErrorCode
  if (status === 401) return 'invalid_token'
  if (status === 404) return 'no_api'
  if (status === 429) return 'too_many_requests'
  return status >= 400 && status < 500 ? 'bad_request' : 'api_error'
}

const summaries: Partial<Record<FluxErrorCode, string>> = {
  no_token: 'No token was sent.',
  invalid_token: 'The token is not accepted.',
  token_expired: 'The token has expired.',
  token_mismatched: 'The token is not for this API.',
  disabled: 'The application is disabled.',
  used_up: 'The balance is not sufficient.',
  moderated: 'The service refused the prompt or the picture.',
  bad_request: 'The service calls the request wrong.',
  api_not_implemented: 'The service does not offer this.',
  no_api: 'There is no such API at this address.',
  too_many_requests: 'Too many requests.',
  api_error: 'The service failed.',
}

/**
 * The error for an error answer.
 * @param secrets what must not appear in the message although the service repeats it: token, prompt
 * @param tokenAdvice what to do when the token is refused; default: what is done about the API token
 */
export function errorFromAnswer(
  answer: ServiceAnswer,
  place: FluxErrorDetails,
  secrets: readonly (string | undefined)[],
  tokenAdvice?: string,
): FluxError {
  const service = readServiceError(answer.json?.['error'])
  const serviceCode = service?.code === undefined ? undefined : redact(service.code, secrets)
  const code = errorCodeOf(answer.status, service?.code)
  const details = { ...place, status: answer.status, serviceCode, traceId: asId(answer.json?.['trace_id']) }
  const said = service?.message ? ` It says: ${redact(service.message, secrets)}.` : ''
  const summary = `${summaries[code]}${said}`.replace(/([.!?])\.$/, '$1')
  switch (code) {
    case 'no_token':
    case 'invalid_token':
    case 'token_expired':
    case 'token_mismatched':
      return new AuthenticationError(code, summary, { ...details, advice: place.advice ?? tokenAdvice })
    case 'disabled':
      return new AuthenticationError(code, summary, details)
    case 'used_up':
      return new BalanceError(code, summary, details)
    case 'moderated':
      return new ModerationError(code, summary, details)
    case 'too_many_requests':
      return new RateLimitError(summary, { ...details, retryAfterMs: answer.retryAfterMs })
    case 'api_error':
      return new ServiceFailureError(code, summary, details)
    default:
      return new RejectedRequestError(code, summary, details)
  }
}
