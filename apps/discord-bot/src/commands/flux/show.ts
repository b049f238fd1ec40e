import { imagesFor } from '../../jobs/shown-images.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { resultView } from '../../views/result-view.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { suggestImages } from './suggestions.ts'

/** `/flux show`: an image of one's own again, the newest unless another was chosen. */
export const show: Command = {
  async run(tools, conversation) {
    const id = textOption(conversation.interaction, 'image')
    const [newest] =
      id === undefined ? await tools.store.jobs.history(conversation.interaction.userId, { limit: 1 }) : []
    await showJob(tools, conversation, id ?? newest?.id ?? '')
  },
  suggest: suggestImages,
}

/** Shows an image to its owner; for others it doesn't exist. */
export async function showJob(tools: HandlerTools, conversation: Conversation, id: string): Promise<void> {
  const job = await tools.store.jobs.get(id)
  if (job?.place.userId !== conversation.interaction.userId || job.images.length === 0) {
    return conversation.replyPrivately(textView(conversation.t('gone')))
  }
  await tools.discord.defer(conversation.interaction, { ephemeral: true })
  if (job.images.some(({ hash }) => hash === undefined)) await tools.runner.fetch(id)
  const complete = (await tools.store.jobs.get(id)) ?? job
  const images = await imagesFor(tools, complete, conversation.interaction.attachmentLimitBytes)
  const view = resultView(complete, images, { mention: false, withoutPrompt: false }, conversation.context)
  await tools.discord.editReply(conversation.interaction, view)
}
