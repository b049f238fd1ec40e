import type { ComponentHandler } from '../pipeline/handler.ts'
import { forgetUnwanted } from '../images/forget-unwanted.ts'
import { jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { may } from '../access/permissions.ts'
import { button, row, textBlock } from '../views/components.ts'
import { textView } from '../views/text-view.ts'
import { visibleJob } from './visible-job.ts'

/** Asks first: what it cost stays spent. */
export const deleteButton: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  const yes = button({ verb: 'confirmDelete', subject, index }, conversation.t('delete'), { style: 'danger' })
  await conversation.replyPrivately({ components: [textBlock([conversation.t('confirmDelete')]), row(yes)] })
}

export const confirmDelete: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const { discord, store } = tools
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  const isWhole = job.group === undefined || index !== undefined
  const jobs = job.group && isWhole ? await jobsOfGroup(store.jobs, job.group) : [job]
  const isForgotten = await forgetImagesOf(tools, jobs)
  await conversation.update(textView(conversation.t(isForgotten ? 'deleted' : 'deleteHeld')))
  // The message of a comparison stays for the others, without this image.
  if (job.group && !(isWhole && isForgotten)) return store.deliveries.repeat(job.group.id)
  if (!isForgotten) return
  if (job.messageId === undefined || job.messageChannelId === undefined) return
  await discord.deleteMessage({ id: job.messageId, channelId: job.messageChannelId }).catch(async (error: unknown) => {
    // Without a way to the channel, and for what only its reader sees, the interaction may still reach it.
    tools.log.info({ jobId: subject, error }, 'deleted by the interaction')
    await discord.deleteReply(job.place).catch(() => undefined)
  })
}

/** @returns false when a process works on one of them */
async function forgetImagesOf(tools: HandlerTools, jobs: readonly Job[]): Promise<boolean> {
  const forgotten: Job[] = []
  for (const job of jobs) if (await tools.runner.forgetImages(job.id)) forgotten.push(job)
  const hashes = forgotten.flatMap((job) => [...job.images, job.request.input].flatMap((image) => image?.hash ?? []))
  await forgetUnwanted(tools, hashes)
  return forgotten.length === jobs.length
}

function mayDelete({ interaction }: Conversation, { place }: Job): boolean {
  return (
    place.userId === interaction.userId ||
    (place.guildId === interaction.guildId && may(interaction.userPermissions, 'ManageMessages'))
  )
}
