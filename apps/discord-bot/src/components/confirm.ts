import { deniedAccess } from '../access/may-spend.ts'
import type { ComponentHandler } from '../commands/handler.ts'
import type { Job } from '../job/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { answerOf, settingsOf } from '../pipeline/place-order.ts'
import { refused, type Refusal } from '../pipeline/refusal.ts'
import { progressView } from '../views/progress-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { sayView } from '../views/say-view.ts'

/** *Generate* under "Still want this?": the same job goes into the queue, so that two clicks are one submission. */
export const generateConfirmed: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await ownUnconfirmed(tools, talk, subject)
  if (!job) return
  const refusal = await refusalFor(tools, talk, job)
  if (refusal) return talk.tellPrivately(refusalView(refusal, undefined, talk.context))
  // It is answered first: what nobody sees is not paid for.
  await talk.update(progressView(job, { stage: 'queued' }, undefined, talk.context))
  await tools.runner.confirm(subject, answerOf(talk.ask))
}

/** *Discard*: what was reserved is given back. */
export const discardUnconfirmed: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await ownUnconfirmed(tools, talk, subject)
  if (!job) return
  await talk.update(sayView(talk.say('cancelled')))
  await tools.runner.answerBy(subject, answerOf(talk.ask))
  await tools.runner.cancel(subject)
}

async function ownUnconfirmed({ store }: HandlerTools, talk: Conversation, id: string): Promise<Job | undefined> {
  const job = await store.jobs.get(id)
  if (job && job.place.userId !== talk.ask.userId) {
    await talk.tellPrivately(sayView(talk.say('notYours')))
    return undefined
  }
  if (job?.state === 'unconfirmed' && job.request.prompt !== '') return job
  await talk.tellPrivately(sayView(talk.say('stillWantedOver')))
  return undefined
}

async function refusalFor(tools: HandlerTools, { ask }: Conversation, job: Job): Promise<Refusal | undefined> {
  const { access, blockedUserIds } = await settingsOf(tools, job.place.guildId)
  const denied = deniedAccess(job.place, tools.config, tools.owners(), access)
  if (denied) return { kind: 'access', denied }
  if (blockedUserIds.includes(ask.userId)) return refused('refusedBlocked')
  return tools.isDraining() ? refused('refusedDraining') : undefined
}
