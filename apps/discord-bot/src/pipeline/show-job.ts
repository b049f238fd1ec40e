import { findParent } from '../jobs/find-parent.ts'
import { imagesFor } from '../jobs/shown-images.ts'
import { StorageAway } from '../images/storage/object-storage.ts'
import type { Job } from '../model/job.ts'
import { resultView, type ShownImage } from '../views/result-view.ts'
import { textView } from '../views/text-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/** Shows an image to its owner; for others it doesn't exist. */
export async function showJob(tools: HandlerTools, conversation: Conversation, id: string): Promise<void> {
  const job = await tools.store.jobs.get(id)
  if (job?.place.userId !== conversation.interaction.userId || job.images.length === 0) {
    return conversation.replyPrivately(textView(conversation.t('gone')))
  }
  await tools.discord.defer(conversation.interaction, { ephemeral: true })
  const complete = (await withImages(tools, job)) ?? job
  const images = await readImages(tools, conversation, complete)
  if (!images)
    return void (await tools.discord.editReply(conversation.interaction, textView(conversation.t('imagesAway'))))
  const parent = await findParent(tools, complete)
  const view = resultView(complete, images, { mention: false, withoutPrompt: false, parent }, conversation.context)
  await tools.discord.editReply(conversation.interaction, view)
}

/** Downloads what there are only links to. */
async function withImages({ store, runner }: HandlerTools, job: Job): Promise<Job | undefined> {
  if (job.images.every(({ hash }) => hash !== undefined)) return job
  await runner.fetch(job.id)
  return store.jobs.get(job.id)
}

/** @returns undefined while they are kept where they can't be read now, and the service doesn't have them any more */
async function readImages(
  tools: HandlerTools,
  { interaction }: Conversation,
  job: Job,
): Promise<readonly ShownImage[] | undefined> {
  try {
    return await imagesFor(tools, job, interaction.attachmentLimitBytes)
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error
    tools.log.warn({ jobId: job.id, error }, 'an image can’t be read now')
    return undefined
  }
}
