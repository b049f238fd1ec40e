import type { MessageView } from '../../discord/discord-port.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { historyPageSize, historyView } from '../../views/history-view.ts'
import type { Command } from '../handler.ts'
import { maxQueryLength } from '../../components/custom-id.ts'
import { textOption } from '../read-options.ts'
import { showJob } from './show.ts'
import { suggestPictures } from './suggestions.ts'

/** `/flux history`: pages of one's own pictures; a choice of the autocomplete shows that picture at once. */
export const history: Command = {
  async run(tools, talk) {
    const query = textOption(talk.ask, 'prompt')?.slice(0, maxQueryLength)
    if (query !== undefined && (await tools.store.jobs.get(query))) return showJob(tools, talk, query)
    return talk.tellPrivately(await historyPage(tools, talk, 0, query))
  },
  suggest: suggestPictures,
}

export async function historyPage(
  { store }: HandlerTools,
  { ask, context }: Conversation,
  index: number,
  query = '',
): Promise<MessageView> {
  const offset = index * historyPageSize
  const jobs = await store.jobs.history(ask.userId, { query, offset, limit: historyPageSize + 1 })
  const page = { ownerId: ask.userId, index, query, hasNext: jobs.length > historyPageSize }
  return historyView(jobs.slice(0, historyPageSize), page, context)
}
