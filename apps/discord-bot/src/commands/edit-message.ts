import { openDraft } from '../pipeline/drafts.ts'
import type { JobRequest } from '../model/job.ts'
import { settingsOf } from '../pipeline/request-image.ts'
import { refused } from '../limits/refusal.ts'
import { chooseImageView } from '../views/choose-image-view.ts'
import { editModal } from '../views/modals.ts'
import { refusalView } from '../views/refusal-view.ts'
import { defaultModel } from './flux/read-request.ts'
import type { Command } from '../pipeline/handler.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'

/** The message command *Edit with Flux*: one image opens the modal at once, of several one is chosen first. */
export const editMessage: Command = {
  run: (tools, conversation) => startEdit(tools, conversation, {}),
}

/** From a message with images to a modal; the button *Edit* of a result takes the same way. */
export async function startEdit(
  tools: HandlerTools,
  conversation: Conversation,
  changes: Partial<JobRequest>,
): Promise<void> {
  const { interaction } = conversation
  const urls = interaction.messageImages.map(({ url }) => url)
  const [first] = urls
  if (first === undefined)
    return conversation.replyPrivately(refusalView(refused('refusedNoImage'), undefined, conversation.context))
  const settings = await settingsOf(tools, interaction.guildId)
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
  return conversation.replyPrivately(chooseImageView(draftId, interaction.messageImages, conversation.context))
}
