import { findModel } from '@fluxkit/core'
import type { ComponentHandler } from '../pipeline/handler.ts'
import { defaultModel } from '../limits/default-model.ts'
import { requestImage } from '../pipeline/request-image.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { JobRequest } from '../model/job.ts'
import { detailFields, modalField } from '../views/modals.ts'
import { textView } from '../views/text-view.ts'

/** A long prompt, one that was used before, or a refused one that was changed. */
export const submitPrompt: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== conversation.interaction.userId)
    return conversation.replyPrivately(textView(conversation.t('gone')))
  await requestImage(tools, conversation, withFields(draft.request, conversation.interaction.fields))
}

export const submitEdit: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  const url = draft?.request.imageUrl
  if (draft?.userId !== conversation.interaction.userId || url === undefined)
    return conversation.replyPrivately(textView(conversation.t('gone')))
  const settings = await tools.store.settings.get(conversation.interaction.guildId)
  const changed = withFields(draft.request, conversation.interaction.fields)
  // Invalid input is reported, not replaced.
  const isTyped = changed.model !== draft.request.model
  const canEdit = findModel(changed.model)?.actions.includes('edit') ?? false
  const model = canEdit || isTyped ? changed.model : defaultModel('edit', settings)
  await requestImage(tools, conversation, { ...changed, model }, { kind: 'link', url })
}

/** Fields that a modal doesn't have change nothing; an empty size means the model's default. */
function withFields(request: JobRequest, fields: BotInteraction['fields']): JobRequest {
  const {
    [modalField]: prompt,
    [detailFields.model]: model,
    [detailFields.size]: size,
    [detailFields.count]: count,
  } = fields
  return {
    ...request,
    prompt: prompt ?? request.prompt,
    model: model?.trim() || request.model,
    size: size === undefined ? request.size : size.trim() || undefined,
    count: count === undefined || count.trim() === '' ? request.count : countOf(count),
    // A variation with another prompt is an edit with that prompt.
    variation: request.variation && (prompt === undefined || prompt === request.prompt),
  }
}

/** An invalid number of images is refused as too many; finite, as refused requests are kept as JSON. */
function countOf(text: string): number {
  return /^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : 999
}
