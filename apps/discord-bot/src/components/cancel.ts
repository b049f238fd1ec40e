import { cancelJob } from '../pipeline/cancel-job.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'

export const cancelButton: ComponentHandler = (tools, conversation, { subject }) =>
  cancelJob(tools, conversation, subject)
