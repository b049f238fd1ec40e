import { ComponentType, type APIMessageTopLevelComponent } from 'discord.js'
import { findModel } from '@fluxkit/core'
import type { MessageView, OutgoingFile } from '../discord/discord-port.ts'
import type { Job } from '../model/job.ts'
import { formatMoney } from '../money/money.ts'
import { button, row, select, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { nameJobs } from './name-jobs.ts'
import { plainText } from './plain-text.ts'
import { stateText } from './state-text.ts'

/**
 * With a thumbnail each job takes three components: 30 of the 40 that a message may have. Source: "Component Reference",
 * legacy message component behavior.
 */
export const historyPageSize = 8
const shownPromptLength = 120

export interface HistoryEntry {
  readonly job: Job
  /** The first image, if it is kept. */
  readonly thumbnail?: Uint8Array | undefined
}

export interface HistoryPage {
  /** Whose history it is: the custom ids name a user, so that nobody else's clicks count. */
  readonly ownerId: string
  readonly index: number
  readonly query: string
  readonly hasNext: boolean
  readonly nowMs: number
  /** The admins of this server let members see them. */
  readonly showCosts: boolean
}

export function historyView(entries: readonly HistoryEntry[], page: HistoryPage, context: ViewContext): MessageView {
  const { t } = context
  const { ownerId, query, index } = page
  if (entries.length === 0) {
    const text = query === '' ? t('historyEmpty') : t('historyNothing', { query: plainText(query, 64) })
    return { components: [textBlock([text])] }
  }
  const shown = entries.map(({ job }) => job).filter(({ images }) => images.length > 0)
  const names = nameJobs(shown, page.nowMs, context.locale)
  const options = shown.map(({ id }, at) => ({ label: names[at] ?? id, value: id }))
  const turn = (to: number, label: string, disabled: boolean): ReturnType<typeof button> =>
    button({ verb: 'historyPage', subject: ownerId, index: to, ...(query !== '' && { query }) }, label, { disabled })
  return {
    files: entries.flatMap(thumbnailFile),
    components: [
      textBlock([`**${t('historyTitle')}**`]),
      ...entries.map((entry) => entryView(entry, page.showCosts, context)),
      ...(options.length === 0 ? [] : [row(select({ verb: 'showJob', subject: ownerId }, t('open'), options))]),
      row(turn(Math.max(0, index - 1), t('previous'), index === 0), turn(index + 1, t('next'), !page.hasNext)),
    ],
  }
}

function entryView(entry: HistoryEntry, showCosts: boolean, context: ViewContext): APIMessageTopLevelComponent {
  const { createdMs, request, costUnits } = entry.job
  const { t, currency, locale } = context
  const text = textBlock([
    plainText(request.prompt, shownPromptLength),
    smallPrint([
      `<t:${Math.round(createdMs / 1000)}:R>`,
      stateText(entry.job, t),
      findModel(request.model)?.label ?? plainText(request.model, 40),
      entry.job.group && t('compareMark'),
      showCosts && costUnits ? formatMoney(costUnits, currency, locale) : undefined,
    ]),
  ])
  const [file] = thumbnailFile(entry)
  if (!file) return text
  const media = { url: `attachment://${file.name}` }
  const accessory = { type: ComponentType.Thumbnail, media, spoiler: request.spoiler } as const
  return { type: ComponentType.Section, components: [text], accessory }
}

function thumbnailFile({ job: { id }, thumbnail }: HistoryEntry): OutgoingFile[] {
  return thumbnail ? [{ name: `small-${id}.webp`, bytes: thumbnail }] : []
}
