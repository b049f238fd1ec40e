import { isFluxError } from '../errors/flux-error.ts'
import type { ServiceAnswerError } from '../errors/service-errors.ts'

/** A 404 is about the task that was asked for, unless the service says that there is no such API. Source: flux-api.md. */
export function isUnknownTask(error: unknown): error is ServiceAnswerError {
  return isFluxError(error) && error.status === 404 && (error as ServiceAnswerError).serviceCode !== 'no_api'
}
