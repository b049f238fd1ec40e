import { defaultModel } from '../limits/default-model.ts'
import { refused } from '../limits/refusal.ts'
import type { JobRequest } from '../model/job.ts'
import { openDraft } from '../pipeline/drafts.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'
import { refuseStranger } from '../pipeline/refuse-stranger.ts'
import { requestImage } from '../pipeline/request-image.ts'
import { chooseImageView } from '../views/choose-image-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { chosenDraft } from './chosen-draft.ts'
import { isPrivate, visibleJob } from './visible-job.ts'

/** A variation of the image in front of the user, in its shape; of several, one is chosen first. */
export const vary: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (await refuseStranger(tools, conversation)) return
  const { messageImages } = conversation.interaction
  const [image] = messageImages
  if (!image)
    return conversation.replyPrivately(refusalView(refused('refusedNoImage'), undefined, conversation.context))
  const model = defaultModel('edit', await tools.store.settings.get(conversation.interaction.guildId))
  const { prompt, spoiler } = job.request
  const request: JobRequest = {
    action: 'edit',
    prompt,
    model,
    count: 1,
    imageUrl: image.url,
    private: isPrivate(conversation, job),
    spoiler,
    variation: true,
    parent: { id: job.id, by: 'vary' },
  }
  if (messageImages.length > 1) {
    const urls = messageImages.map(({ url }) => url)
    const draftId = await openDraft(tools, conversation.interaction, request, urls)
    const id = { verb: 'chooseVariation', subject: draftId } as const
    return conversation.replyPrivately(chooseImageView(id, messageImages, conversation.context))
  }
  await requestImage(tools, conversation, request, { kind: 'attachment', attachment: image })
}

export const chooseVariation: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await chosenDraft(tools, conversation, subject)
  if (!draft) return
  const { imageUrl: url = '' } = draft.request
  await requestImage(tools, conversation, draft.request, { kind: 'link', url })
}
