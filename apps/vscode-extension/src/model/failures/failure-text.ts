import type { JobFailure } from '../jobs/job-failure.ts'

/** Translates a message; `{0}` stands for the first argument. `vscode.l10n.t` is one. */
export type Translate = (message: string, ...args: (string | number)[]) => string

/** What a person can do about a failure, as buttons of a message. */
export type FailureAction = 'setToken' | 'topUp' | 'usage' | 'retry' | 'collect' | 'settings' | 'log'

export interface FailureText {
  readonly message: string
  readonly actions: readonly FailureAction[]
}

/** The sentence that a person sees for a failure, and what can be done about it. */
export function failureText(failure: JobFailure, t: Translate): FailureText {
  const { sentence, actions } = describe(failure, t)
  const retried = failure.isRetried === true ? ` ${t('Fluxkit goes on checking by itself.')}` : ''
  const trace = failure.traceId === undefined ? '' : ` ${t('Trace id for support: {0}.', failure.traceId)}`
  return { message: sentence + retried + trace, actions }
}

/** Refusals that can also come after the order was accepted, with what helps: then they must not read as if it were free. */
const remedies: Readonly<Record<string, readonly FailureAction[]>> = {
  no_token: ['setToken'],
  invalid_token: ['setToken'],
  token_expired: ['setToken'],
  token_mismatched: ['setToken'],
  disabled: ['setToken'],
  used_up: ['topUp'],
  no_api: ['settings'],
  redirected: ['settings'],
  gateway_refused: ['settings'],
  invalid_request: ['log'],
  bad_request: ['log'],
  api_not_implemented: ['log'],
  moderated: ['log'],
  too_many_requests: [],
}

function describe(failure: JobFailure, t: Translate): { sentence: string; actions: FailureAction[] } {
  const { code, summary, charged } = failure
  const remedy = charged === 'no' ? undefined : remedies[code]
  if (remedy !== undefined) {
    const sentence = t('Stopped waiting. The picture may still be billed and can be collected later.')
    return { sentence, actions: [...remedy, 'collect'] }
  }
  switch (code) {
    case 'no_token':
      return { sentence: t('No API token is set. Nothing was charged.'), actions: ['setToken'] }
    case 'invalid_token':
    case 'token_expired':
    case 'token_mismatched':
      return { sentence: t('The service refused the API token. Nothing was charged.'), actions: ['setToken'] }
    case 'disabled':
      return { sentence: t('The application of this token is disabled. Nothing was charged.'), actions: ['setToken'] }
    case 'used_up':
      return { sentence: t('The balance is used up. Nothing was charged.'), actions: ['topUp', 'retry'] }
    case 'moderated':
      return { sentence: t('The service refused this prompt or picture. Nothing was charged.'), actions: [] }
    case 'invalid_request':
    case 'bad_request':
    case 'api_not_implemented':
      return { sentence: t('The request was refused: {0} Nothing was charged.', summary), actions: ['log'] }
    case 'no_api':
    case 'redirected':
    case 'gateway_refused':
      return { sentence: t('There is no Flux service at the configured address.'), actions: ['settings'] }
    case 'too_many_requests':
      return { sentence: t('Too many requests: the service asks to wait. Nothing was charged.'), actions: ['retry'] }
    case 'not_sent':
    case 'connection_lost':
    case 'timeout':
      return failure.charged === 'no'
        ? { sentence: t('The service cannot be reached. Nothing was charged.'), actions: ['retry', 'log'] }
        : {
            sentence: t('The connection was lost. The picture may be paid for and can be collected.'),
            actions: ['collect'],
          }
    case 'outcome_unknown':
      return {
        sentence: t(
          'The order was sent but its answer was lost: it may have been charged. Check your usage before you retry.',
        ),
        actions: ['usage', 'collect', 'retry'],
      }
    case 'aborted':
      if (failure.charged === 'no') {
        return { sentence: t('Stopped before anything was sent. Nothing was charged.'), actions: ['retry'] }
      }
      return {
        sentence: t('Stopped waiting. The picture may still be billed and can be collected later.'),
        actions: ['collect'],
      }
    case 'not_written':
      return {
        sentence: t('The disk has no room for the record of this picture. Write down its task id: {0}', summary),
        actions: ['collect', 'log'],
      }
    case 'elsewhere':
      return {
        sentence: t('This picture was ordered from another service. Set its address and token to collect it.'),
        actions: ['settings', 'setToken'],
      }
    case 'other_account':
      return {
        sentence: t('This picture was ordered with another token. Set that one to collect it.'),
        actions: ['setToken'],
      }
    case 'held':
      return { sentence: t('Another window works on this picture.'), actions: [] }
    case 'interrupted':
      return { sentence: t('Interrupted before anything was sent. Nothing was charged.'), actions: ['retry'] }
    case 'task_failed':
    case 'finished_without_image':
      return { sentence: t('The service could not make this picture.'), actions: ['retry', 'log'] }
    case 'unknown_task':
      return { sentence: t('The service does not know this task at the moment.'), actions: ['collect', 'usage'] }
    case 'wait_deadline':
      return {
        sentence: t('The picture takes unusually long. It is paid for and can be collected later.'),
        actions: ['collect'],
      }
    case 'image_unavailable':
    case 'image_truncated':
    case 'not_an_image':
      return { sentence: t('The picture is paid for, but could not be downloaded.'), actions: ['collect'] }
    case 'image_too_large':
      return { sentence: t('The picture is paid for, but it is too large to be fetched.'), actions: ['log'] }
    case 'unsafe_url':
      return { sentence: t('The picture is paid for, but its link was refused for safety.'), actions: ['log'] }
    case 'save_failed':
      return { sentence: t('The picture is paid for, but could not be saved: {0}', summary), actions: ['collect'] }
    case 'upload_declined':
      return { sentence: t('Without the upload this picture cannot be edited. Nothing was charged.'), actions: [] }
    case 'upload_forbidden':
      return {
        sentence: t('Uploads are forbidden by the setting fluxkit.uploads. Nothing was charged.'),
        actions: ['settings'],
      }
    case 'no_platform_token':
      return { sentence: t('The upload needs a platform token. Nothing was charged.'), actions: ['setToken'] }
    case 'api_error':
    case 'service_unavailable':
    case 'bad_answer':
      return {
        sentence: t('The service failed: {0}', summary),
        actions: [charged === 'no' ? 'retry' : 'collect', 'log'],
      }
    default:
      return {
        sentence: t('Something unexpected happened: {0}', summary),
        actions: charged === 'no' ? ['log'] : ['collect', 'log'],
      }
  }
}
