import { cancelJob } from '../pipeline/cancel-job.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'

/** All jobs of a comparison, under its message. */
export const cancelButton: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const group = index === undefined ? undefined : (await tools.store.jobs.get(subject))?.group
  await cancelJob(tools, conversation, subject, group)
}
