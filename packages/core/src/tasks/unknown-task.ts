import { asId, asObject } from '../contract/json.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import type { ServiceAnswerError } from '../errors/service-errors.ts'

/**
 * Does a failed call say that there is no such task? A 404 does, if it is empty or in the service's own form, and not about
 * the address (`no_api`). Pages, and JSON such as `{"detail":"Not Found"}`, come from a gateway whose backend is away.
 */
export function isUnknownTaskAnswer(error: unknown): boolean {
  if (!isFluxError(error) || error.status !== 404) return false
  const answer = asObject(error.answer)
  const serviceCode = asObject(answer?.['error'])?.['code'] ?? (error as ServiceAnswerError).serviceCode
  if (!answer || serviceCode === 'no_api') return false
  if (Object.keys(answer).length === 0) return true
  return asId(answer['trace_id']) !== undefined || (answer['success'] === false && answer['error'] !== undefined)
}
