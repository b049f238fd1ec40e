import type { MessageView } from '../../discord/discord-port.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { historyPageSize, historyView } from '../../views/history-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { maxQueryLength } from '../../discord/custom-id.ts'
import { textOption } from '../read-options.ts'
import { showJob } from './show.ts'
import { suggestImages } from './suggestions.ts'

/** `/flux history`: pages of one's own images; a choice of the autocomplete shows that image at once. */
export const history: Command = {
  async run(tools, conversation) {
    const query = textOption(conversation.interaction, 'prompt')?.slice(0, maxQueryLength)
    if (query !== undefined && (await tools.store.jobs.get(query))) return showJob(tools, conversation, query)
    return conversation.replyPrivately(await historyPage(tools, conversation, 0, query))
  },
  suggest: suggestImages,
}

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
