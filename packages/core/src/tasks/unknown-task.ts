import { isFluxError } from '../errors/flux-error.ts'
import type { ServiceAnswerError } from '../errors/service-errors.ts'

/**
 * A 404 is about the task that was asked for, unless the service says that there is no such API, or it is no answer of
 * the service: a gateway whose backend restarts answers pages with 404. Source: flux-api.md.
 */
export function isUnknownTask(error: unknown): error is ServiceAnswerError {
  if (!isFluxError(error) || error.status !== 404) return false
  return error.code !== 'bad_answer' && (error as ServiceAnswerError).serviceCode !== 'no_api'
}
