import type { FluxErrorCode } from '@fluxkit/core'
import type { MessageView } from '../discord/discord-port.ts'
import type { PlainKey } from '../messages/texts.ts'
import type { Job, JobFailure } from '../job/job.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

type Sentences = readonly [happened: PlainKey, advice: PlainKey]

const access: Sentences = ['failToken', 'adviceAdmin']
const request: Sentences = ['failRequest', 'adviceRequest']
const service: Sentences = ['failService', 'adviceLater']

/** What members of a server read: they have neither token nor balance. A code of core that is missing here doesn't compile. */
const sentences: Readonly<Record<FluxErrorCode, Sentences>> = {
  invalid_request: request,
  no_token: access,
  invalid_token: access,
  token_expired: access,
  token_mismatched: access,
  disabled: access,
  used_up: ['failUsedUp', 'adviceAdmin'],
  moderated: ['failModerated', 'adviceModerated'],
  bad_request: request,
  api_not_implemented: request,
  no_api: access,
  redirected: access,
  gateway_refused: access,
  too_many_requests: ['failBusy', 'adviceLater'],
  api_error: service,
  service_unavailable: service,
  bad_answer: service,
  not_sent: service,
  connection_lost: service,
  timeout: service,
  transport_failed: service,
  outcome_unknown: ['failUnknown', 'adviceUnknown'],
  aborted: service,
  client_closed: service,
  task_failed: service,
  finished_without_image: service,
  unknown_task: service,
  wait_deadline: ['failDeadline', 'adviceOverdue'],
  unsafe_url: service,
  image_unavailable: service,
  image_too_large: service,
  not_an_image: service,
  image_truncated: service,
  save_failed: service,
}

/** Records may have codes of other versions. */
function sentencesOf(code: string): Sentences {
  return Object.hasOwn(sentences, code) ? sentences[code as FluxErrorCode] : service
}

const charges: Readonly<Record<JobFailure['charged'], PlainKey>> = {
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
  const [happened, advice] = sentencesOf(failure.code)
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
