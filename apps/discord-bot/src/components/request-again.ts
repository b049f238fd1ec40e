import type { ComponentHandler } from '../pipeline/handler.ts'
import { requestImage } from '../pipeline/request-image.ts'
import { isPrivate, visibleJob } from './visible-job.ts'

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
