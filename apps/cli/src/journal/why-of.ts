import type { Job } from '@fluxkit/jobs'
import { reasonText } from '../language/reason-text.ts'
import type { Texts } from '../language/translator.ts'

/** Why a job isn't done, by its record, for lists; `undefined` when the record names no reason. */
export function whyOf({ end, check, attempts }: Job, texts: Texts): string | undefined {
  const outcome = attempts.at(-1)?.outcome
  if (end?.summary !== undefined) return reasonText(end.code, end.summary, texts)
  if (check?.summary !== undefined) return reasonText(check.lastCode, check.summary, texts)
  return outcome?.summary === undefined ? undefined : reasonText(outcome.code, outcome.summary, texts)
}
