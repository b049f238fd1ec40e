import { findModel } from '@fluxkit/core'
import type { MessageView } from '../discord/discord-port.ts'
import type { LeftImages } from '../limits/check-limits.ts'
import { endStates, type Job, type NewJob } from '../model/job.ts'
import { formatMoney } from '../money/money.ts'
import { button, gallery, row, select, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { failureLines } from './failure-view.ts'
import { leftText } from './left-text.ts'
import { plainText, visibleLine } from './plain-text.ts'
import { factsOf, filesOf, linkLines, type ShownImage } from './result-view.ts'
import { stateText } from './state-text.ts'

export interface GroupEntry {
  readonly job: Job
  readonly images: readonly ShownImage[]
}

const shownPromptLength = 300
const shownAltLength = 1000
/** The longest link shown in place of an image: four of them fit into a message with everything else. */
const shownLinkLength = 500

type Total = Pick<NewJob, 'request' | 'estimateUnits'>

/** What a comparison would cost, before anything is reserved. @param draftId of the stored request */
export function confirmGroupView(
  jobs: readonly Total[],
  draftId: string,
  { left, isChanged }: { readonly left: LeftImages | undefined; readonly isChanged: boolean },
  context: ViewContext,
): MessageView {
  const { t } = context
  return {
    components: [
      textBlock([
        isChanged ? t('compareChanged') : undefined,
        promptLine(jobs, false),
        ...jobs.map((job) => `${nameOf(job)}: ${estimateOf(job, context)}`),
        t('compareTotal', { cost: estimateOf({ estimateUnits: totalOf(jobs) }, context) }),
        left && smallPrint([leftText(left, t)]),
      ]),
      row(
        button({ verb: 'compare', subject: draftId }, t('compareGenerate', { count: jobs.length }), {
          style: 'primary',
        }),
        button({ verb: 'dropComparison', subject: draftId }, t('cancel')),
      ),
    ],
  }
}

/** The one message while the images of a comparison are made: a line for each model. */
export function groupProgressView(
  jobs: readonly (Total & Partial<Job> & Pick<Job, 'id'>)[],
  { left, withoutPrompt }: { readonly left: LeftImages | undefined; readonly withoutPrompt: boolean },
  context: ViewContext,
): MessageView {
  const { t } = context
  const [lead] = jobs
  const unconfirmed = jobs.find(({ state }) => state === 'unconfirmed')
  const estimate = estimateOf({ estimateUnits: totalOf(jobs) }, context)
  return {
    components: [
      textBlock([
        promptLine(jobs, withoutPrompt),
        ...jobs.map((job) => `${nameOf(job)}: ${progressOf(job, t)}`),
        unconfirmed && t('stillWantedWhy'),
        smallPrint([t('estimate', { cost: estimate }), leftText(left, t)]),
      ]),
      unconfirmed
        ? row(
            button({ verb: 'generate', subject: unconfirmed.id }, t('stillWantedYes'), { style: 'primary' }),
            button({ verb: 'discard', subject: unconfirmed.id }, t('stillWantedNo')),
          )
        : row(button({ verb: 'cancel', subject: lead?.id ?? '', index: jobs.length }, t('cancel'))),
    ],
  }
}

/** All images of a comparison in the order of its models, each with its model, time and cost, and why others didn't come. */
export function groupResultView(
  entries: readonly GroupEntry[],
  options: { readonly left: LeftImages | undefined; readonly mention: boolean; readonly withoutPrompt: boolean },
  context: ViewContext,
): MessageView {
  const { t } = context
  const jobs = entries.map(({ job }) => job)
  const [lead] = jobs
  const user = `<@${lead?.place.userId}>`
  const files = entries.flatMap(({ job, images }) => filesOf(job, images, altOf(job, options.withoutPrompt)))
  const media = files.map(({ name, alt }) => ({
    media: { url: `attachment://${name}` },
    spoiler: lead?.request.spoiler ?? false,
    ...(alt !== undefined && { description: alt }),
  }))
  return {
    files,
    ...(options.mention && lead && { pingUserId: lead.place.userId }),
    components: [
      ...(files.length === 0 ? [] : [gallery(media)]),
      textBlock([
        options.mention ? (files.length === 0 ? user : t('readyFor', { user })) : undefined,
        promptLine(jobs, options.withoutPrompt),
        ...entries.flatMap((entry) => entryLines(entry, context)),
        smallPrint([options.mention ? undefined : t('requestedBy', { user }), leftText(options.left, t)]),
      ]),
      ...(lead ? buttonRows(lead, files.length, jobs.some(isCancellable), context) : []),
    ],
  }
}

/** Names one model of a comparison. */
export function chooseModelView(jobs: readonly Job[], { t }: ViewContext): MessageView {
  const options = jobs.map(({ request }, at) => ({ label: labelOf(request.model), value: String(at) }))
  const id = { verb: 'chooseModel', subject: jobs[0]?.id ?? '' } as const
  return { components: [textBlock([t('compareWhich')]), row(select(id, t('compareWhich'), options))] }
}

function buttonRows(lead: Job, images: number, mayCancel: boolean, { t }: ViewContext): MessageView['components'] {
  const { id: subject, group } = lead
  const all = { subject, index: group?.of }
  return [
    row(
      button({ verb: 'again', ...all }, t('again'), { emoji: '🔁' }),
      ...(images === 0
        ? []
        : [
            button({ verb: 'vary', subject }, t('vary'), { emoji: '🎲' }),
            button({ verb: 'edit', subject }, t('edit'), { emoji: '✏️' }),
          ]),
      button({ verb: 'usePrompt', subject }, t('usePrompt'), { emoji: '📋' }),
    ),
    row(
      ...(mayCancel ? [button({ verb: 'cancel', ...all }, t('cancel'))] : []),
      button({ verb: 'delete', ...all }, t('delete'), { emoji: '🗑️' }),
      button({ verb: 'report', subject }, t('report'), { emoji: '🚩' }),
    ),
  ]
}

function isCancellable({ state }: Job): boolean {
  return !endStates.has(state)
}

function entryLines({ job, images }: GroupEntry, context: ViewContext): readonly string[] {
  const { t } = context
  const name = nameOf(job)
  if (job.images.length > 0) {
    const [, ...facts] = factsOf(job, context)
    const links = linkLines(images, t).map((line) => (line.length > shownLinkLength ? t('compareShow') : line))
    return [`${name}: ${facts.filter(Boolean).join(' · ')}`, ...links]
  }
  if (job.failure) {
    const [happened, ...more] = failureLines(job, t)
    return [`${name}: ⚠️ ${happened}`, ...more]
  }
  if (job.state === 'cancelled') return [`${name}: ${t('cancelled')}`]
  if (job.state === 'withdrawn') return [`${name}: ${t('compareNotSubmitted')}`, t('chargedNo')]
  return [`${name}: ${stateText(job, t)}`]
}

function progressOf(job: Total & Partial<Job>, t: ViewContext['t']): string {
  const { state, images = [], missing = 0, ...rest } = job
  if (state === undefined) return t('statusQueued')
  if (state === 'withdrawn') return t('compareNotSubmitted')
  return stateText({ ...rest, state, images, missing }, t)
}

function promptLine(jobs: readonly Pick<Total, 'request'>[], withoutPrompt: boolean): string | undefined {
  const prompt = jobs.map(({ request }) => request.prompt).find((text) => text !== '')
  return prompt === undefined || withoutPrompt ? undefined : `> ${plainText(prompt, shownPromptLength)}`
}

function altOf({ request }: Job, withoutPrompt: boolean): string {
  const prompt = withoutPrompt ? '' : visibleLine(request.prompt, shownAltLength - 100)
  return [labelOf(request.model), prompt].filter(Boolean).join(': ')
}

function nameOf({ request }: Pick<Total, 'request'>): string {
  return `**${plainText(labelOf(request.model), 40)}**`
}

function labelOf(model: string): string {
  return findModel(model)?.label ?? visibleLine(model, 40)
}

function estimateOf({ estimateUnits }: Pick<Total, 'estimateUnits'>, { currency, locale }: ViewContext): string {
  return formatMoney(estimateUnits, currency, locale)
}

function totalOf(jobs: readonly Total[]): number {
  return jobs.reduce((sum, { estimateUnits }) => sum + estimateUnits, 0)
}
