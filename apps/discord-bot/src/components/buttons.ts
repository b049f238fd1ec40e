import type { ComponentHandler } from '../commands/handler.ts'
import { cancelJob } from '../commands/flux/cancel.ts'
import { historyPage } from '../commands/flux/history.ts'
import { showJob } from '../commands/flux/show.ts'
import { startEdit } from '../commands/edit-message.ts'
import { defaultModel } from '../commands/flux/read-request.ts'
import { forgetUnwanted } from '../pictures/forget-unwanted.ts'
import type { Job, JobRequest } from '../job/job.ts'
import type { GuildSettings } from '../store/guild-settings.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { openDraft } from '../pipeline/drafts.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { placeOrder, settingsOf } from '../pipeline/place-order.ts'
import { refused } from '../pipeline/refusal.ts'
import { detailedModal, editModal, reportModal } from '../views/modals.ts'
import { refusalView } from '../views/refusal-view.ts'
import { sayView } from '../views/say-view.ts'

/** Anybody with quota may run it again, at their own cost. */
export const again: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  const { imageUrl } = job.request
  const picture = imageUrl === undefined ? undefined : ({ kind: 'link', url: imageUrl } as const)
  await placeOrder(tools, talk, { ...job.request, private: isPrivate(talk, job) }, picture)
}

/** The images of a request that didn't come, as a request of its own. */
export const more: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  const count = Math.max(1, job.missing)
  await placeOrder(tools, talk, { ...job.request, count, private: isPrivate(talk, job) })
}

/** A variation of the picture in front of the person, in its shape. */
export const vary: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  const [picture] = talk.ask.messagePictures
  if (!picture) return talk.tellPrivately(refusalView(refused('refusedNoImage'), undefined, talk.context))
  const model = defaultModel('edit', await settingsOf(tools, talk.ask.guildId))
  const { prompt, spoiler } = job.request
  const request: JobRequest = {
    action: 'edit',
    prompt,
    model,
    count: 1,
    imageUrl: picture.url,
    private: isPrivate(talk, job),
    spoiler,
    variation: true,
  }
  await placeOrder(tools, talk, request, { kind: 'attachment', attachment: picture })
}

export const edit: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (job) await startEdit(tools, talk, { private: isPrivate(talk, job), spoiler: job.request.spoiler })
}

export const usePrompt: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  const settings = await settingsOf(tools, talk.ask.guildId)
  // The words of a variation say what it shows: they make a new picture.
  const request = job.request.variation ? asGeneration(job.request, settings) : job.request
  const draftId = await openDraft(tools, talk.ask, { ...request, private: isPrivate(talk, job) })
  await talk.openModal(detailedModal(draftId, request, talk.say))
}

export const report: ComponentHandler = async (tools, talk, { subject }) => {
  const { reportChannelId } = await settingsOf(tools, talk.ask.guildId)
  if (reportChannelId === undefined) return talk.tellPrivately(sayView(talk.say('reportNoChannel')))
  if (await visibleJob(tools, talk, subject)) await talk.openModal(reportModal(subject, talk.say))
}

export const cancelButton: ComponentHandler = (tools, talk, { subject }) => cancelJob(tools, talk, subject)

/** Opens what was refused again, words and all. */
export const retry: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== talk.ask.userId) return talk.tellPrivately(sayView(talk.say('gone')))
  await talk.openModal(detailedModal(draft.id, draft.request, talk.say))
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

export const choosePicture: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  const imageUrl = draft?.pictureUrls[Number(talk.ask.values[0])]
  if (draft?.userId !== talk.ask.userId || imageUrl === undefined) return talk.tellPrivately(sayView(talk.say('gone')))
  await tools.store.drafts.put({ ...draft, request: { ...draft.request, imageUrl } })
  await talk.openModal(editModal(draft.id, draft.request.prompt, talk.say))
}

export const turnPage: ComponentHandler = async (tools, talk, { subject, index = 0, query }) => {
  if (subject !== talk.ask.userId) return talk.tellPrivately(sayView(talk.say('notYours')))
  await talk.update(await historyPage(tools, talk, index, query))
}

export const openJob: ComponentHandler = (tools, talk) => showJob(tools, talk, talk.ask.values[0] ?? '')

export const eraseMe: ComponentHandler = async ({ store, pictures, runner }, talk, { subject }) => {
  const { ask, say } = talk
  if (subject !== ask.userId) return talk.tellPrivately(sayView(say('notYours')))
  const hashes = new Set<string>()
  let count = 0
  for (const job of await store.jobs.everythingOf(ask.userId)) {
    for (const image of [...job.pictures, job.request.input]) if (image?.hash !== undefined) hashes.add(image.hash)
    if (job.request.prompt !== '' && (await runner.forget(job))) count++
  }
  await store.drafts.erase(ask.userId)
  await store.presets.erase(ask.userId)
  await forgetUnwanted(store.jobs, pictures, [...hashes])
  await talk.update(sayView(say('privacyDone', { count })))
}

/**
 * The job behind a button. A private one is its owner's alone, and one of another channel is nobody's business here,
 * whatever a forged custom id says: who sees or moderates this channel may not see or moderate that one.
 */
export async function visibleJob({ store }: HandlerTools, talk: Conversation, id: string): Promise<Job | undefined> {
  const job = await store.jobs.get(id)
  const isOwner = job?.place.userId === talk.ask.userId
  const { guildId, channelId } = talk.ask
  const isHere =
    guildId !== null &&
    job?.request.private === false &&
    job.place.guildId === guildId &&
    job.place.channelId === channelId
  if (job && job.request.prompt !== '' && (isOwner || isHere)) return job
  await talk.tellPrivately(sayView(talk.say('gone')))
  return undefined
}

/** What follows from a private picture is private too. */
function isPrivate(talk: Conversation, job: Job): boolean {
  return job.request.private || talk.ask.messageIsEphemeral
}
