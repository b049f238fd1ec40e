import { deniedAccess } from '../access/may-spend.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'
import type { MessageView } from '../discord/discord-port.ts'
import { jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { answerOf } from '../pipeline/request-image.ts'
import { refused, type Refusal } from '../limits/refusal.ts'
import { groupProgressView } from '../views/group-view.ts'
import { progressView } from '../views/progress-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { textView } from '../views/text-view.ts'

/** *Generate* under "Still want this?": the same job goes into the queue, so that two clicks are one submission. */
export const generateConfirmed: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await ownUnconfirmed(tools, conversation, subject)
  if (!job) return
  const refusal = await refusalFor(tools, conversation, job)
  if (refusal) return conversation.replyPrivately(refusalView(refusal, undefined, conversation.context))
  // It is answered first: what nobody sees is not paid for.
  const jobs = await unconfirmedWith(tools, job)
  await conversation.update(await progressOf(tools, conversation, job))
  for (const { id } of jobs) await tools.runner.confirm(id, answerOf(conversation.interaction))
}

/** *Discard*: what was reserved is given back. */
export const discardUnconfirmed: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await ownUnconfirmed(tools, conversation, subject)
  if (!job) return
  const jobs = await unconfirmedWith(tools, job)
  await conversation.update(
    job.group ? await progressOf(tools, conversation, job) : textView(conversation.t('cancelled')),
  )
  for (const { id } of jobs) {
    await tools.runner.answerBy(id, answerOf(conversation.interaction))
    await tools.runner.cancel(id)
  }
}

/** A job in doubt, and those of its comparison that are: one answer counts for all of them. */
async function unconfirmedWith({ store }: HandlerTools, job: Job): Promise<readonly Job[]> {
  if (!job.group) return [job]
  return (await jobsOfGroup(store.jobs, job.group)).filter(({ state }) => state === 'unconfirmed')
}

async function progressOf({ store }: HandlerTools, { context }: Conversation, job: Job): Promise<MessageView> {
  if (!job.group) return progressView(job, { stage: 'queued' }, undefined, context)
  const jobs = await jobsOfGroup(store.jobs, job.group)
  const shown = jobs.map((one) => (one.state === 'unconfirmed' ? { ...one, state: 'queued' as const } : one))
  return groupProgressView(shown, { left: undefined, withoutPrompt: false }, context)
}

async function ownUnconfirmed(
  { store }: HandlerTools,
  conversation: Conversation,
  id: string,
): Promise<Job | undefined> {
  const job = await store.jobs.get(id)
  if (job && job.place.userId !== conversation.interaction.userId) {
    await conversation.replyPrivately(textView(conversation.t('notYours')))
    return undefined
  }
  if (job?.state === 'unconfirmed' && job.request.prompt !== '') return job
  await conversation.replyPrivately(textView(conversation.t('stillWantedOver')))
  return undefined
}

async function refusalFor(tools: HandlerTools, { interaction }: Conversation, job: Job): Promise<Refusal | undefined> {
  const { access, blockedUserIds } = await tools.store.settings.get(job.place.guildId)
  const denied = deniedAccess(job.place, tools.config, tools.owners(), access)
  if (denied) return { kind: 'access', denied }
  if (blockedUserIds.includes(interaction.userId)) return refused('refusedBlocked')
  return tools.isDraining() ? refused('refusedDraining') : undefined
}
