import type { Texts } from '../../language/translator.ts'
import type { JobFailure } from '../jobs/job-failure.ts'
import { actionsOf, type FailureAction } from './failure-actions.ts'

export interface FailureText {
  readonly message: string
  readonly actions: readonly FailureAction[]
}

/** Other apps name this refusal by the service. */
const sharedCodes: Readonly<Record<string, string>> = { elsewhere: 'other_service' }

/** Codes whose summary says what is wrong with this one request. It is English, so other languages leave it out. */
const detailed: ReadonlySet<string> = new Set([
  'invalid_request',
  'bad_request',
  'api_not_implemented',
  'api_error',
  'service_unavailable',
  'bad_answer',
  'save_failed',
  'file_system',
  'unexpected',
])

/** Their summary begins with what the message says as well; only what the service adds to it is new. */
const quoting: ReadonlySet<string> = new Set(['bad_request', 'api_not_implemented', 'api_error', 'service_unavailable'])

/** What a user sees about a failure: what happened, what was charged, what Fluxkit does next, and what they can do. */
export function failureText(failure: JobFailure, texts: Texts): FailureText {
  const { t } = texts
  const { charged, isRetried, traceId } = failure
  const actions = actionsOf(failure)
  const more = [
    ...(isRetried === true ? [t('keepsChecking')] : []),
    ...(charged !== 'no' && actions.includes('recover') && isRetried !== true ? [t('recoverLater')] : []),
    ...(traceId === undefined ? [] : [t('trace', { traceId })]),
  ]
  const text = t('failure', { message: whatHappened(failure, texts), charge: t(`charge.${charged}`) })
  return { message: more.reduce((before, next) => t('failureMore', { text: before, more: next }), text), actions }
}

/** What happened, without what it cost. */
export function whatHappened(
  { code, summary }: Pick<JobFailure, 'code' | 'summary'>,
  { language, t, error }: Texts,
): string {
  // Only this has the id of the task.
  if (code === 'not_written') return t('writeDownTask', { taskId: summary })
  const known = error(sharedCodes[code] ?? code)
  const message = known ?? t('error.unexpected.message')
  const isShown = language === 'en' && (known === undefined || detailed.has(code))
  const detail = isShown ? detailOf(code, summary) : ''
  return detail === '' ? message : `${message} ${detail.replace(/(?<![.!?])$/, '.')}`
}

function detailOf(code: string, summary: string): string {
  return quoting.has(code) ? (/It says: .*$/s.exec(summary)?.[0] ?? '') : summary
}
