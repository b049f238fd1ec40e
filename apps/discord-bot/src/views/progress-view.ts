import { findModel } from '@fluxkit/core'
import type { MessageView } from '../discord/discord-port.ts'
import type { LeftImages } from '../limits/check-limits.ts'
import type { JobRequest } from '../model/job.ts'
import { formatMoney } from '../money/money.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { leftText } from './left-text.ts'
import { plainText } from './plain-text.ts'

export type Progress =
  | { readonly stage: 'queued'; readonly position?: number | undefined }
  | { readonly stage: 'running'; readonly etaMs: number; readonly nowMs: number }

export interface ProgressJob {
  readonly id: string
  readonly request: Pick<JobRequest, 'model' | 'prompt'>
  readonly estimateUnits: number
}

const shownPromptLength = 200

/** For places whose AutoMod refuses the words. */
export function withoutPrompt<Job extends ProgressJob>(job: Job): Job {
  return { ...job, request: { ...job.request, prompt: '' } }
}

/** The one message while an image is made. Discord itself counts the relative time down. An empty prompt is left out. */
export function progressView(
  job: ProgressJob,
  progress: Progress,
  left: LeftImages | undefined,
  context: ViewContext,
): MessageView {
  const { t } = context
  const cost =
    job.estimateUnits > 0
      ? t('estimate', { cost: formatMoney(job.estimateUnits, context.currency, context.locale) })
      : undefined
  return {
    // The image to edit may hang on it, and the service fetches it by that link.
    keepFiles: true,
    components: [
      textBlock([
        stateLine(job, progress, context),
        job.request.prompt === '' ? undefined : `> ${plainText(job.request.prompt, shownPromptLength)}`,
        cost || left ? smallPrint([cost, leftText(left, t)]) : undefined,
      ]),
      row(button({ verb: 'cancel', subject: job.id }, t('cancel'))),
    ],
  }
}

function stateLine({ request }: ProgressJob, progress: Progress, { t }: ViewContext): string {
  if (progress.stage === 'queued') {
    return progress.position === undefined ? t('queuedNoPosition') : t('queued', { position: progress.position })
  }
  const model = findModel(request.model)?.label ?? request.model
  if (progress.etaMs <= progress.nowMs) return t('runningLate', { model })
  return t('running', { model, eta: `<t:${Math.round(progress.etaMs / 1000)}:R>` })
}
