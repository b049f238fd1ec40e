import { maxQueryLength } from '../../discord/custom-id.ts'
import type { Command } from '../../pipeline/handler.ts'
import { historyPage } from '../../pipeline/history-page.ts'
import { showJob } from '../../pipeline/show-job.ts'
import { cut } from '../../views/plain-text.ts'
import { textOption } from '../read-options.ts'
import { suggestImages } from './suggestions.ts'

/** `/flux history`: pages of what one has requested; a choice of the autocomplete shows that image at once. */
export const history: Command = {
  async run(tools, conversation) {
    const typed = textOption(conversation.interaction, 'prompt')
    const query = typed === undefined ? undefined : cut(typed, maxQueryLength)
    if (query !== undefined && (await tools.store.jobs.get(query))) return showJob(tools, conversation, query)
    await tools.discord.defer(conversation.interaction, { ephemeral: true })
    await tools.discord.editReply(conversation.interaction, await historyPage(tools, conversation, 0, query))
  },
  suggest: suggestImages,
}
