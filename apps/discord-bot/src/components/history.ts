import type { ComponentHandler } from '../pipeline/handler.ts'
import { historyPage } from '../pipeline/history-page.ts'
import { showJob } from '../pipeline/show-job.ts'
import { textView } from '../views/text-view.ts'

export const turnPage: ComponentHandler = async (tools, conversation, { subject, index = 0, query }) => {
  if (subject !== conversation.interaction.userId)
    return conversation.replyPrivately(textView(conversation.t('notYours')))
  await tools.discord.deferUpdate(conversation.interaction)
  await tools.discord.editReply(conversation.interaction, await historyPage(tools, conversation, index, query))
}

export const openJob: ComponentHandler = (tools, conversation) =>
  showJob(tools, conversation, conversation.interaction.values[0] ?? '')
