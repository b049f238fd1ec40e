import type { ComponentHandler } from '../pipeline/handler.ts'
import { cancelJob } from '../pipeline/cancel-job.ts'
import { historyPage } from '../pipeline/history-page.ts'
import { showJob } from '../pipeline/show-job.ts'
import { startEdit } from '../pipeline/start-edit.ts'
import { defaultModel } from '../limits/default-model.ts'
import type { Job, JobRequest } from '../model/job.ts'
import type { Draft } from '../store/draft.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { openDraft } from '../pipeline/drafts.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { refuseStranger } from '../pipeline/refuse-stranger.ts'
import { requestImage } from '../pipeline/request-image.ts'
import { refused } from '../limits/refusal.ts'
import { chooseImageView } from '../views/choose-image-view.ts'
import { detailedModal, editModal, reportModal } from '../views/modals.ts'
import { refusalView } from '../views/refusal-view.ts'
import { textView } from '../views/text-view.ts'

/** Anybody with quota may run it again, at their own cost. */
export const again: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  const { imageUrl } = job.request
  const image = imageUrl === undefined ? undefined : ({ kind: 'link', url: imageUrl } as const)
  const parent = { id: job.id, by: 'again' } as const
  await requestImage(tools, conversation, { ...job.request, parent, private: isPrivate(conversation, job) }, image)
}

/** The images of a request that didn't come, as a request of its own. */
export const more: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  const count = Math.max(1, job.missing)
  const parent = { id: job.id, by: 'again' } as const
  await requestImage(tools, conversation, { ...job.request, count, parent, private: isPrivate(conversation, job) })
}

/** A variation of the image in front of the person, in its shape; of several, one is chosen first. */
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

export const report: ComponentHandler = async (tools, conversation, { subject }) => {
  const { reportChannelId } = await tools.store.settings.get(conversation.interaction.guildId)
  if (reportChannelId === undefined) return conversation.replyPrivately(textView(conversation.t('reportNoChannel')))
  if (await visibleJob(tools, conversation, subject)) await conversation.openModal(reportModal(subject, conversation.t))
}

export const cancelButton: ComponentHandler = (tools, conversation, { subject }) =>
  cancelJob(tools, conversation, subject)

/** Opens what was refused again, words and all. */
export const retry: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== conversation.interaction.userId)
    return conversation.replyPrivately(textView(conversation.t('gone')))
  if (await refuseStranger(tools, conversation)) return
  await conversation.openModal(detailedModal(draft.id, draft.request, conversation.t))
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

export const chooseImage: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await chosenDraft(tools, conversation, subject)
  if (!draft || (await refuseStranger(tools, conversation))) return
  await tools.store.drafts.put(draft)
  await conversation.openModal(editModal(draft.id, draft.request.prompt, conversation.t))
}

export const chooseVariation: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await chosenDraft(tools, conversation, subject)
  if (!draft) return
  const { imageUrl: url = '' } = draft.request
  await requestImage(tools, conversation, draft.request, { kind: 'link', url })
}

/** What was kept while its person chose, with the image that they have chosen. */
async function chosenDraft(
  { store }: HandlerTools,
  conversation: Conversation,
  subject: string,
): Promise<Draft | undefined> {
  const draft = await store.drafts.get(subject)
  const imageUrl = draft?.pictureUrls[Number(conversation.interaction.values[0])]
  if (draft?.userId === conversation.interaction.userId && imageUrl !== undefined)
    return { ...draft, request: { ...draft.request, imageUrl } }
  await conversation.replyPrivately(textView(conversation.t('gone')))
  return undefined
}

export const turnPage: ComponentHandler = async (tools, conversation, { subject, index = 0, query }) => {
  if (subject !== conversation.interaction.userId)
    return conversation.replyPrivately(textView(conversation.t('notYours')))
  await tools.discord.deferUpdate(conversation.interaction)
  await tools.discord.editReply(conversation.interaction, await historyPage(tools, conversation, index, query))
}

export const openJob: ComponentHandler = (tools, conversation) =>
  showJob(tools, conversation, conversation.interaction.values[0] ?? '')

/**
 * The job behind a button. A private one belongs to its owner only, and one of another channel is not visible here,
 * whatever a forged custom id says: who sees or moderates this channel may not see or moderate that one.
 */
export async function visibleJob(
  { store }: HandlerTools,
  conversation: Conversation,
  id: string,
): Promise<Job | undefined> {
  const job = await store.jobs.get(id)
  const isOwner = job?.place.userId === conversation.interaction.userId
  const { guildId, channelId } = conversation.interaction
  const isHere =
    guildId !== null &&
    job?.request.private === false &&
    job.place.guildId === guildId &&
    job.place.channelId === channelId
  if (job && job.request.prompt !== '' && (isOwner || isHere)) return job
  await conversation.replyPrivately(textView(conversation.t('gone')))
  return undefined
}

/** What follows from a private image is private too. */
function isPrivate(conversation: Conversation, job: Job): boolean {
  return job.request.private || conversation.interaction.messageIsEphemeral
}
