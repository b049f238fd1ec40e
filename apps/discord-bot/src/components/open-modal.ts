import { defaultModel } from '../limits/default-model.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import type { JobRequest } from '../model/job.ts'
import { openDraft } from '../pipeline/drafts.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'
import { refuseStranger } from '../pipeline/refuse-stranger.ts'
import { startEdit } from '../pipeline/start-edit.ts'
import { detailedModal, editModal } from '../views/modals.ts'
import { textView } from '../views/text-view.ts'
import { chosenDraft } from './chosen-draft.ts'
import { isPrivate, visibleJob } from './visible-job.ts'

export const edit: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  const parent = { id: job.id, by: 'edit' } as const
  await startEdit(tools, conversation, { private: isPrivate(conversation, job), spoiler: job.request.spoiler, parent })
}

export const usePrompt: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (await refuseStranger(tools, conversation)) return
  const settings = await tools.store.settings.get(conversation.interaction.guildId)
  // The words of a variation say what it shows: they make a new image.
  const request = job.request.variation ? asGeneration(job.request, settings) : job.request
  const draftId = await openDraft(tools, conversation.interaction, {
    ...request,
    parent: undefined,
    private: isPrivate(conversation, job),
  })
  await conversation.openModal(detailedModal(draftId, request, conversation.t))
}

function asGeneration(request: JobRequest, settings: GuildSettings): JobRequest {
  const { prompt, spoiler, private: isSecret } = request
  return {
    action: 'generate',
    prompt,
    model: defaultModel('generate', settings),
    count: 1,
    private: isSecret,
    spoiler,
  }
}

/** Opens what was refused again, words and all. */
export const retry: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== conversation.interaction.userId)
    return conversation.replyPrivately(textView(conversation.t('gone')))
  if (await refuseStranger(tools, conversation)) return
  await conversation.openModal(detailedModal(draft.id, draft.request, conversation.t))
}

export const chooseImage: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await chosenDraft(tools, conversation, subject)
  if (!draft || (await refuseStranger(tools, conversation))) return
  await tools.store.drafts.put(draft)
  await conversation.openModal(editModal(draft.id, draft.request.prompt, conversation.t))
}
