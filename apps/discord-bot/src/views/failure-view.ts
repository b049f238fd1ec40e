import { type FailureKind, failureKindOf } from '@fluxkit/core'
import type { MessageView } from '../discord/discord-port.ts'
import type { PlainKey } from '../language/translator.ts'
import type { Job, JobFailure } from '../model/job.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

type FailureTexts = readonly [happened: PlainKey, advice: PlainKey]

const access: FailureTexts = ['failToken', 'adviceAdmin']
const request: FailureTexts = ['failRequest', 'adviceRequest']
const service: FailureTexts = ['failService', 'adviceLater']

/** What members of a server read: they have neither token nor balance. */
const byKind: Readonly<Record<FailureKind, FailureTexts>> = {
  request,
  unsupported: request,
  token: access,
  address: access,
  gateway: access,
  balance: ['failUsedUp', 'adviceAdmin'],
  moderation: ['failModerated', 'adviceModerated'],
  rate_limit: ['failBusy', 'adviceLater'],
  service,
  unreachable: service,
  connection: service,
  program: service,
  lost: ['failUnknown', 'adviceUnknown'],
  stopped: service,
  closed: service,
  task: service,
  missing: service,
  running: ['failDeadline', 'adviceOverdue'],
  image: service,
  unusable: service,
}

/** Records may have codes of other versions. */
function textsOf(code: string): FailureTexts {
  return byKind[failureKindOf(code) ?? 'service']
}

const charges: Readonly<Record<JobFailure['charged'], PlainKey>> = {
  no: 'chargedNo',
  unknown: 'chargedUnknown',
  yes: 'chargedYes',
}

function failureOf({ failure }: Job): JobFailure {
  return failure ?? { code: 'outcome_unknown', charged: 'unknown' }
}

/** What happened, what to do, what was charged, and what support needs. */
export function failureLines(job: Job, t: ViewContext['t']): readonly string[] {
  const failure = failureOf(job)
  const [happened, advice] = textsOf(failure.code)
  const reference = [job.id, failure.traceId].filter(Boolean).join(' / ')
  return [
    t(happened),
    t(advice),
    t(job.state === 'failed' ? charges[failure.charged] : 'chargedHeld'),
    smallPrint([t('reference', { reference: plainText(reference, 120) })]),
  ]
}

/** How a job without images ended: what happened, what was charged, what to do, and what support needs. */
export function failureView(job: Job, options: { readonly mention: boolean }, { t }: ViewContext): MessageView {
  const ping = options.mention ? { pingUserId: job.place.userId } : {}
  const promptButton = button({ verb: 'usePrompt', subject: job.id }, t('usePrompt'), { emoji: '📋' })
  if (job.state === 'cancelled') return { ...ping, components: [textBlock([t('cancelled')]), row(promptButton)] }
  const failure = failureOf(job)
  const isChecked = job.state !== 'failed'
  return {
    ...ping,
    components: [
      textBlock([
        options.mention ? `<@${job.place.userId}>` : undefined,
        t(job.state === 'overdue' ? 'overdueTitle' : 'failedTitle'),
        ...failureLines(job, t),
      ]),
      row(
        // It may come after all, or may have been charged: one click must not pay twice. The prompt opens a form.
        ...(isChecked || failure.charged !== 'no'
          ? []
          : [button({ verb: 'again', subject: job.id }, t('again'), { emoji: '🔁' })]),
        promptButton,
      ),
    ],
  }
}
