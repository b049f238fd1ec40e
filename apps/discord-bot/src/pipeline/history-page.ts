import type { MessageView } from '../discord/discord-port.ts'
import { historyPageSize, historyView } from '../views/history-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/** One page of a person’s own images, newest first. @param index from 0 @param query part of the prompt */
export async function historyPage(
  { store }: HandlerTools,
  { interaction, context }: Conversation,
  index: number,
  query = '',
): Promise<MessageView> {
  const offset = index * historyPageSize
  const jobs = await store.jobs.history(interaction.userId, { query, offset, limit: historyPageSize + 1 })
  const page = { ownerId: interaction.userId, index, query, hasNext: jobs.length > historyPageSize }
  return historyView(jobs.slice(0, historyPageSize), page, context)
}
