import type { MessageView } from '../discord/discord-port.ts'
import type { TextKey } from '../i18n/en.ts'
import type { Job, JobFailure } from '../job/job.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

const sentences: Readonly<Record<string, readonly [TextKey, TextKey]>> = {
  moderated: ['failModerated', 'adviceModerated'],
  used_up: ['failUsedUp', 'adviceAdmin'],
  no_token: ['failToken', 'adviceAdmin'],
  invalid_token: ['failToken', 'adviceAdmin'],
  token_expired: ['failToken', 'adviceAdmin'],
  token_mismatched: ['failToken', 'adviceAdmin'],
  disabled: ['failToken', 'adviceAdmin'],
  no_api: ['failToken', 'adviceAdmin'],
  redirected: ['failToken', 'adviceAdmin'],
  too_many_requests: ['failBusy', 'adviceLater'],
  bad_request: ['failRequest', 'adviceRequest'],
  invalid_request: ['failRequest', 'adviceRequest'],
  api_not_implemented: ['failRequest', 'adviceRequest'],
  outcome_unknown: ['failUnknown', 'adviceUnknown'],
  wait_deadline: ['failDeadline', 'adviceOverdue'],
}

const charges: Readonly<Record<JobFailure['charged'], TextKey>> = {
  no: 'chargedNo',
  unknown: 'chargedUnknown',
  yes: 'chargedYes',
}

/** How a job without pictures ended: what happened, what was charged, what to do, and what to tell support. */
export function failureView(job: Job, options: { readonly mention: boolean }, { say }: ViewContext): MessageView {
  const ping = options.mention ? { pingUserId: job.place.userId } : {}
  const words = button({ verb: 'usePrompt', subject: job.id }, say('usePrompt'), { emoji: '📋' })
  if (job.state === 'cancelled') return { ...ping, components: [textBlock([say('cancelled')]), row(words)] }
  const failure = job.failure ?? { code: 'outcome_unknown', charged: 'unknown' }
  const isChecked = job.state !== 'failed'
  const [happened, advice] = sentences[failure.code] ?? ['failService', 'adviceLater']
  const reference = [job.id, failure.traceId].filter(Boolean).join(' / ')
  return {
    ...ping,
    components: [
      textBlock([
        options.mention ? `<@${job.place.userId}>` : undefined,
        say(job.state === 'overdue' ? 'overdueTitle' : 'failedTitle'),
        `${say(happened)} ${say(advice)}`,
        say(isChecked ? 'chargedHeld' : charges[failure.charged]),
        smallPrint([say('reference', { reference: plainText(reference, 120) })]),
      ]),
      row(
        // It may come after all, or may have been charged: one click must not pay twice. The prompt opens a form.
        ...(isChecked || failure.charged !== 'no'
          ? []
          : [button({ verb: 'again', subject: job.id }, say('again'), { emoji: '🔁' })]),
        words,
      ),
    ],
  }
}
