import type { ComponentHandler } from '../pipeline/handler.ts'
import { forgetUnwanted } from '../images/forget-unwanted.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { may } from '../access/permissions.ts'
import { button, row, textBlock } from '../views/components.ts'
import { textView } from '../views/text-view.ts'
import { visibleJob } from './visible-job.ts'

/** Asks first: what it cost stays spent. */
export const deleteButton: ComponentHandler = async (tools, conversation, { subject }) => {
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  const yes = button({ verb: 'confirmDelete', subject }, conversation.t('delete'), { style: 'danger' })
  await conversation.replyPrivately({ components: [textBlock([conversation.t('confirmDelete')]), row(yes)] })
}

export const confirmDelete: ComponentHandler = async (tools, conversation, { subject }) => {
  const { discord, runner } = tools
  const job = await visibleJob(tools, conversation, subject)
  if (!job) return
  if (!mayDelete(conversation, job)) return conversation.replyPrivately(textView(conversation.t('notYours')))
  if (!(await runner.forgetImages(subject))) return conversation.update(textView(conversation.t('deleteHeld')))
  await conversation.update(textView(conversation.t('deleted')))
  const hashes = [...job.images, job.request.input].flatMap((image) => image?.hash ?? [])
  await forgetUnwanted(tools, hashes)
  if (job.messageId === undefined || job.messageChannelId === undefined) return
  await discord.deleteMessage({ id: job.messageId, channelId: job.messageChannelId }).catch(async (error: unknown) => {
    // Without a way to the channel, and for what only its reader sees, the interaction may still reach it.
    tools.log.info({ jobId: subject, error }, 'deleted by the interaction')
    await discord.deleteReply(job.place).catch(() => undefined)
  })
}

function mayDelete({ interaction }: Conversation, { place }: Job): boolean {
  return (
    place.userId === interaction.userId ||
    (place.guildId === interaction.guildId && may(interaction.userPermissions, 'ManageMessages'))
  )
}
