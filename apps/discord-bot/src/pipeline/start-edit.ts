import { defaultModel } from '../limits/default-model.ts'
import { refused } from '../limits/refusal.ts'
import type { JobRequest } from '../model/job.ts'
import { chooseImageView } from '../views/choose-image-view.ts'
import { editModal } from '../views/modals.ts'
import { refusalView } from '../views/refusal-view.ts'
import type { Conversation } from './conversation.ts'
import { openDraft } from './drafts.ts'
import type { HandlerTools } from './handler-tools.ts'
import { refuseStranger } from './refuse-stranger.ts'

/** From a message with images to a modal; the button *Edit* of a result takes the same way. */
export async function startEdit(
  tools: HandlerTools,
  conversation: Conversation,
  changes: Partial<JobRequest>,
): Promise<void> {
  const { interaction } = conversation
  if (await refuseStranger(tools, conversation)) return
  const urls = interaction.messageImages.map(({ url }) => url)
  const [first] = urls
  if (first === undefined)
    return conversation.replyPrivately(refusalView(refused('refusedNoImage'), undefined, conversation.context))
  const settings = await tools.store.settings.get(interaction.guildId)
  const request: JobRequest = {
    action: 'edit',
    prompt: '',
    model: defaultModel('edit', settings),
    count: 1,
    imageUrl: first,
    private: settings.privateByDefault,
    spoiler: false,
    ...changes,
  }
  const draftId = await openDraft(tools, interaction, request, urls)
  if (urls.length === 1) return conversation.openModal(editModal(draftId, request.prompt, conversation.t))
  return conversation.replyPrivately(
    chooseImageView({ verb: 'chooseImage', subject: draftId }, interaction.messageImages, conversation.context),
  )
}
