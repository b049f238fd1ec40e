import { type Charged, isFluxError } from '@fluxkit/core'
import type { Cost } from '../job/job.ts'
import { JobRefusal } from '../job/job-refusal.ts'
import { type ErrorRule, errorRuleOf, refusalRule, unexpectedRule } from './rules.ts'

/** The part of an error that a record stores. Contains neither token nor prompt. */
export interface Failure {
  readonly code: string
  readonly rule: ErrorRule
  readonly charged: Charged
  readonly summary?: string
  readonly traceId?: string
  readonly taskId?: string
  readonly serviceCode?: string
  readonly retryAfterMs?: number
  readonly imageUrls: readonly string[]
  readonly cost?: Cost
}

/** On subclasses of FluxError only. */
interface ErrorExtras {
  readonly serviceCode?: string
  readonly retryAfterMs?: number
}

export function readFailure(error: unknown): Failure {
  if (isFluxError(error)) {
    const { code, charged, summary, traceId, taskId, imageUrls = [], cost } = error
    const { serviceCode, retryAfterMs } = error as ErrorExtras
    return {
      code,
      rule: errorRuleOf(code),
      charged,
      summary,
      imageUrls,
      ...(traceId !== undefined && { traceId }),
      ...(taskId !== undefined && { taskId }),
      ...(serviceCode !== undefined && { serviceCode }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(cost !== undefined && { cost }),
    }
  }
  if (error instanceof JobRefusal) {
    return { code: error.code, rule: refusalRule, charged: 'no', summary: error.message, imageUrls: [] }
  }
  // The message of a foreign error may contain a prompt or a path, so it isn't stored.
  return { code: 'unexpected', rule: unexpectedRule, charged: 'unknown', imageUrls: [] }
}
