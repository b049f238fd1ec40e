import { makeThumbnail } from '../images/make-thumbnail.ts'
import type { MessageView } from '../discord/discord-port.ts'
import { historyPageSize, historyView, type HistoryEntry } from '../views/history-view.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/**
 * One page of what a user has requested, newest first. It reads images: to be called once Discord has an answer.
 * @param index from 0 @param query part of the prompt
 */
export async function historyPage(
  tools: HandlerTools,
  { interaction, context }: Conversation,
  index: number,
  query = '',
): Promise<MessageView> {
  const { userId: ownerId, guildId } = interaction
  const offset = index * historyPageSize
  const options = { query, offset, limit: historyPageSize + 1, withoutImages: true }
  const jobs = await tools.store.jobs.history(ownerId, options)
  const entries = await Promise.all(jobs.slice(0, historyPageSize).map((job) => entryOf(tools, job)))
  const { showCosts } = await tools.store.settings.get(guildId)
  const hasNext = jobs.length > historyPageSize
  return historyView(entries, { ownerId, index, query, hasNext, nowMs: tools.clock.now(), showCosts }, context)
}

async function entryOf({ images, log }: Pick<HandlerTools, 'images' | 'log'>, job: Job): Promise<HistoryEntry> {
  const { hash, extension } = job.images[0] ?? {}
  if (hash === undefined || extension === undefined) return { job }
  try {
    const bytes = await images.read({ hash, extension })
    return { job, thumbnail: bytes && (await makeThumbnail(bytes)) }
  } catch (error) {
    log.warn({ jobId: job.id, error }, 'the history is shown without an image that can’t be read')
    return { job }
  }
}
