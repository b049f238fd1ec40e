import type { ComponentHandler } from '../commands/handler.ts'
import { forgetUnwanted } from '../pictures/forget-unwanted.ts'
import type { Job } from '../job/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { may } from '../pipeline/permissions.ts'
import { button, row, textBlock } from '../views/components.ts'
import { sayView } from '../views/say-view.ts'
import { visibleJob } from './buttons.ts'

/** Asks first: what it cost stays spent. */
export const deleteButton: ComponentHandler = async (tools, talk, { subject }) => {
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  if (!mayDelete(talk, job)) return talk.tellPrivately(sayView(talk.say('notYours')))
  const yes = button({ verb: 'confirmDelete', subject }, talk.say('delete'), { style: 'danger' })
  await talk.tellPrivately({ components: [textBlock([talk.say('confirmDelete')]), row(yes)] })
}

export const confirmDelete: ComponentHandler = async (tools, talk, { subject }) => {
  const { store, discord, pictures, runner } = tools
  const job = await visibleJob(tools, talk, subject)
  if (!job) return
  if (!mayDelete(talk, job)) return talk.tellPrivately(sayView(talk.say('notYours')))
  await talk.update(sayView(talk.say('deleted')))
  await runner.forgetImages(subject)
  const hashes = [...job.pictures, job.request.input].flatMap((picture) => picture?.hash ?? [])
  await forgetUnwanted(store.jobs, pictures, hashes)
  if (job.messageId === undefined || job.messageChannelId === undefined) return
  await discord.deleteMessage({ id: job.messageId, channelId: job.messageChannelId }).catch(async (error: unknown) => {
    // Without a way to the channel, and for what only its reader sees, the interaction may still reach it.
    tools.log.info({ jobId: subject, error }, 'deleted by the interaction')
    await discord.deleteReply(job.place).catch(() => undefined)
  })
}

function mayDelete({ ask }: Conversation, { place }: Job): boolean {
  return place.userId === ask.userId || (place.guildId === ask.guildId && may(ask.userPermissions, 'ManageMessages'))
}
