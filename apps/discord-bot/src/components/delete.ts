import type { ComponentHandler } from '../pipeline/handler.ts'
import { forgetUnwanted } from '../images/forget-unwanted.ts'
import { jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { may } from '../access/permissions.ts'
import { button, row, textBlock } from '../views/components.ts'
import { textView } from '../views/text-view.ts'
import { visibleJob } from './visible-job.ts'

/** Asks first, because its cost isn't refunded. */
export const deleteButton: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  const yes = button({ verb: 'confirmDelete', subject, index }, conversation.t('delete'), { style: 'danger' })
  await conversation.replyPrivately({ components: [textBlock([conversation.t('confirmDelete')]), row(yes)] })
}

export const confirmDelete: ComponentHandler = async (tools, conversation, { subject, index }) => {
  const { discord, runner, store } = tools
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  const isWhole = job.group === undefined || index !== undefined
  const jobs = job.group && isWhole ? await jobsOfGroup(store.jobs, job.group) : [job]
  const forgotten: Job[] = []
  for (const one of jobs) if (await runner.forgetImages(one.id)) forgotten.push(one)
  const isForgotten = forgotten.length === jobs.length
  await conversation.update(textView(conversation.t(isForgotten ? 'deleted' : 'deleteHeld')))
  await forgetUnwanted(tools, forgotten.flatMap(hashesOf))
  // The message of a comparison stays, without this image.
  if (job.group && !(isWhole && isForgotten)) return store.deliveries.repeat(job.group.id)
  if (!isForgotten) return
  if (job.messageId === undefined || job.messageChannelId === undefined) return
  await discord.deleteMessage({ id: job.messageId, channelId: job.messageChannelId }).catch(async (error: unknown) => {
    // The interaction may still reach messages that only their reader sees, or in channels the bot can't access.
    tools.log.info({ jobId: subject, error }, 'deleted by the interaction')
    await discord.deleteReply(job.place).catch(() => undefined)
  })
}

function hashesOf({ images, request }: Job): readonly string[] {
  return [...images, request.input].flatMap((image) => image?.hash ?? [])
}

function mayDelete({ interaction }: Conversation, { place }: Job): boolean {
  return (
    place.userId === interaction.userId ||
    (place.guildId === interaction.guildId && may(interaction.userPermissions, 'ManageMessages'))
  )
}
