import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { textView } from '../views/text-view.ts'

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
export function isPrivate(conversation: Conversation, job: Job): boolean {
  return job.request.private || conversation.interaction.messageIsEphemeral
}
