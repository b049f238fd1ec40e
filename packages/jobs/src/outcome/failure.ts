import { type Charged, type FluxErrorCode, isFluxError } from '@fluxkit/core'
import type { Cost } from '../job/job.ts'
import { type ErrorRule, errorRules, unexpectedRule } from './rules.ts'

/** What a caught error says, as far as a record keeps it. Holds neither token nor prompt. */
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

/** A refusal of the host itself, before anything was sent: an upload that a user declined, a folder that is gone. */
export class JobRefusal extends Error {
  readonly code: string

  /** @param summary One sentence without prompt and token; it is written into the record. */
  constructor(code: string, summary: string) {
    super(summary)
    this.code = code
  }

  override get name(): string {
    return 'JobRefusal'
  }
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
      rule: ruleOf(code),
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
    return { code: error.code, rule: errorRules.invalid_request, charged: 'no', summary: error.message, imageUrls: [] }
  }
  // The message of a stranger's error may hold a prompt or a path: it stays out of the record.
  return { code: 'unexpected', rule: unexpectedRule, charged: 'unknown', imageUrls: [] }
}

/** Another copy of core may throw codes that this one doesn't know. */
function ruleOf(code: FluxErrorCode): ErrorRule {
  return Object.hasOwn(errorRules, code) ? errorRules[code] : unexpectedRule
}
