import type { RequirementGroup } from './requirement-line.ts'

/** Section: Errors. */
export const errors: RequirementGroup = {
  'FLUX-ERROR-01': { statement: 'An error answer is success: false, error with code and message, trace_id.' },
  'FLUX-ERROR-02': { statement: 'error can be a bare string.' },
  'FLUX-ERROR-03': { statement: 'error can be missing.' },
  'FLUX-ERROR-04': { statement: 'A gateway can answer HTML.' },
  'FLUX-ERROR-05': { statement: 'trace_id is what support asks for: it is always shown.' },
  'FLUX-ERROR-06': { statement: '400 bad_request: a parameter is wrong; not to be retried.' },
  'FLUX-ERROR-07': { statement: '400 or 401 token_mismatched: the token is not for this API; not to be retried.' },
  'FLUX-ERROR-08': { statement: '400 api_not_implemented; not to be retried.' },
  'FLUX-ERROR-09': { statement: '400 disabled: the application was disabled; not to be retried.' },
  'FLUX-ERROR-10': { statement: '400 no_token: no token was sent; not to be retried.' },
  'FLUX-ERROR-11': { statement: '401 invalid_token; not to be retried.' },
  'FLUX-ERROR-12': { statement: '401 token_expired; not to be retried.' },
  'FLUX-ERROR-13': { statement: '403 used_up: the balance is not sufficient; not to be retried.' },
  'FLUX-ERROR-14': { statement: '403 with anything else: moderation refused the prompt or image; not to be retried.' },
  'FLUX-ERROR-15': { statement: '404 no_api: wrong URL; not to be retried.' },
  'FLUX-ERROR-16': { statement: '429 too_many_requests: retried after the wait that Retry-After asks for.' },
  'FLUX-ERROR-17': { statement: 'Retry-After may be missing from a 429.' },
  'FLUX-ERROR-18': { statement: '500 api_error: reads are retried.' },
  'FLUX-ERROR-19': { statement: '503 service_unavailable: reads are retried.' },
  'FLUX-ERROR-20': { statement: 'A gateway can answer an unrelated JSON 404: it says nothing about a task.' },
}
