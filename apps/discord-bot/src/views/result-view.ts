import { findModel } from '@fluxkit/core'
import type { APIButtonComponent } from 'discord.js'
import type { MessageView, OutgoingFile } from '../discord/discord-port.ts'
import type { LeftImages } from '../limits/check-limits.ts'
import type { Job } from '../model/job.ts'
import { formatMoney } from '../money/money.ts'
import { button, gallery, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { leftText } from './left-text.ts'
import { linkTarget } from './link-text.ts'
import { parentLine, type ShownParent } from './parent-line.ts'
import { plainText, visibleLine } from './plain-text.ts'
import { sentSizeText } from './size-text.ts'

/** One image as it can be shown here: as a file, or as a link because it is too large or could not be fetched. */
export type ShownImage =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly extension: string }
  | { readonly kind: 'link'; readonly url: string; readonly reason: 'too-large' | 'unavailable' }

export interface ResultOptions {
  readonly left?: LeftImages | undefined
  /** Names and pings the user who asked, in messages that do not answer the interaction. */
  readonly mention: boolean
  /** Images are still missing that will be downloaded later: the message is replaced then. */
  readonly isPartial?: boolean
  /** Leaves the prompt out: AutoMod has refused it. */
  readonly withoutPrompt: boolean
  readonly parent?: ShownParent | undefined
}

const shownPromptLength = 300
/** Source: "Component Reference", media gallery item. */
const maxAltLength = 1024

export function resultView(
  job: Job,
  images: readonly ShownImage[],
  options: ResultOptions,
  context: ViewContext,
): MessageView {
  const { t } = context
  const { request, place } = job
  const alt = options.withoutPrompt ? undefined : visibleLine(request.prompt, maxAltLength)
  const files = filesOf(job, images, alt)
  return {
    files,
    ...(options.mention && { pingUserId: place.userId }),
    components: [
      ...(files.length === 0
        ? []
        : [
            gallery(
              files.map(({ name }) => ({
                media: { url: `attachment://${name}` },
                spoiler: request.spoiler,
                ...(alt !== undefined && alt !== '' && { description: alt }),
              })),
            ),
          ]),
      textBlock([
        options.mention ? t('readyFor', { user: `<@${place.userId}>` }) : undefined,
        options.withoutPrompt ? undefined : `> ${plainText(request.prompt, shownPromptLength)}`,
        ...linkLines(images, t),
        missingLine(job, t),
        options.parent && parentLine(options.parent, options.withoutPrompt, t),
        smallPrint([
          options.mention ? undefined : t('requestedBy', { user: `<@${place.userId}>` }),
          ...factsOf(job, context),
          leftText(options.left, t),
        ]),
      ]),
      ...(options.isPartial ? [row(usePrompt(job, context))] : buttonRows(job, context)),
    ],
  }
}

/** The images that are shown as files. @param alt what they show */
export function filesOf(
  { id }: Pick<Job, 'id'>,
  images: readonly ShownImage[],
  alt: string | undefined,
): OutgoingFile[] {
  return images.flatMap((image, index): OutgoingFile[] =>
    image.kind === 'file'
      ? [
          {
            name: `flux-${id}-${index + 1}.${image.extension}`,
            bytes: image.bytes,
            ...(alt !== undefined && alt !== '' && { alt }),
          },
        ]
      : [],
  )
}

/** The images that can't be shown as files. */
export function linkLines(images: readonly ShownImage[], t: ViewContext['t']): string[] {
  return images.flatMap((image, index) => {
    if (image.kind !== 'link') return []
    const url = linkTarget(image.url)
    if (url === undefined) return [t('imageNotShown', { number: index + 1 })]
    return [t(image.reason === 'too-large' ? 'linkedImage' : 'lostImage', { number: index + 1, url })]
  })
}

function missingLine({ missing, images, request: { count } }: Job, t: ViewContext['t']): string | undefined {
  return missing === 0 ? undefined : t('fewer', { came: images.length, count })
}

function usePrompt({ id }: Job, { t }: ViewContext): APIButtonComponent {
  return button({ verb: 'usePrompt', subject: id }, t('usePrompt'), { emoji: '📋' })
}

function buttonRows(job: Job, context: ViewContext): MessageView['components'] {
  const { t } = context
  const more = button({ verb: 'more', subject: job.id }, t('more', { count: job.missing }), { emoji: '➕' })
  return [
    row(
      ...(job.missing > 0 ? [more] : []),
      button({ verb: 'again', subject: job.id }, t('again'), { emoji: '🔁' }),
      button({ verb: 'vary', subject: job.id }, t('vary'), { emoji: '🎲' }),
      button({ verb: 'edit', subject: job.id }, t('edit'), { emoji: '✏️' }),
      usePrompt(job, context),
    ),
    row(
      button({ verb: 'delete', subject: job.id }, t('delete'), { emoji: '🗑️' }),
      button({ verb: 'report', subject: job.id }, t('report'), { emoji: '🚩' }),
    ),
  ]
}

/** Nothing is known of the image that was edited, so core had to choose a square. */
function lostShape({ action, size, imageSize }: Job['request']): boolean {
  return action === 'edit' && size === undefined && imageSize === undefined
}

/** Model, size, seeds, time and cost. */
export function factsOf(job: Job, { t, locale, currency }: ViewContext): (string | undefined)[] {
  const { request, images, submittedMs, finishedMs, costUnits } = job
  const size = request.sentSize ?? request.size
  const seeds = images.flatMap(({ seed }) => (seed === undefined ? [] : [seed]))
  const durationMs = submittedMs === undefined || finishedMs === undefined ? undefined : finishedMs - submittedMs
  return [
    findModel(request.model)?.label ?? request.model,
    request.variation ? t('variation') : undefined,
    size === undefined ? undefined : sentSizeText(size, t),
    lostShape(request) ? t('shapeUnknown') : undefined,
    seeds.length > 0 ? t('seed', { seed: plainText(seeds.join(', '), 80) }) : undefined,
    durationMs === undefined ? undefined : t('seconds', { seconds: Math.max(1, Math.round(durationMs / 1000)) }),
    costUnits ? formatMoney(costUnits, currency, locale) : undefined,
  ]
}
