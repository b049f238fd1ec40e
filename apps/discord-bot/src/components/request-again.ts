import { jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'
import { requestImage } from '../pipeline/request-image.ts'
import { chooseModelView } from '../views/group-view.ts'
import { isPrivate, visibleJob } from './visible-job.ts'

/** Anybody with quota may run it again, at their own cost; of a comparison the model is chosen first. */
export const again: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (index === undefined || !job.group) return runAgain(tools, conversation, job)
  const jobs = await jobsOfGroup(tools.store.jobs, job.group)
  await conversation.replyPrivately(chooseModelView(jobs, conversation.context))
}

export async function runAgain(tools: HandlerTools, conversation: Conversation, job: Job): Promise<void> {
  const { imageUrl } = job.request
  const image = imageUrl === undefined ? undefined : ({ kind: 'link', url: imageUrl } as const)
  const parent = { id: job.id, by: 'again' } as const
  await requestImage(tools, conversation, { ...job.request, parent, private: isPrivate(conversation, job) }, image)
}

/** The images of a request that didn't come, as a separate request. */
export const more: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  const count = Math.max(1, job.missing)
  const parent = { id: job.id, by: 'again' } as const
  await requestImage(tools, conversation, { ...job.request, count, parent, private: isPrivate(conversation, job) })
}
