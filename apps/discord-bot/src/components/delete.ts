import type { ComponentHandler } from '../pipeline/handler.ts'
import { forgetUnwanted } from '../images/forget-unwanted.ts'
import { jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import { may } from '../access/permissions.ts'
import { button, row, textBlock } from '../views/components.ts'
import { pause } from '../time/pause.ts'
import { textView } from '../views/text-view.ts'
import { visibleJob } from './visible-job.ts'

/** A process that works on a job lets go of it in seconds; one that has died, when its lease ends. */
const [heldTries, heldPauseMs] = [60, 1_000]

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
  const forgotten = new Set<Job>()
  const forgetRest = async (): Promise<boolean> => {
    for (const one of jobs) if (!forgotten.has(one) && (await runner.forgetImages(one.id))) forgotten.add(one)
    return forgotten.size === jobs.length
  }
  let isForgotten = await forgetRest()
  const isHeld = !isForgotten
  // The question stays until it is over: when this process dies meanwhile, it can be answered again.
  if (isHeld) await discord.deferUpdate(conversation.interaction)
  for (let tries = 0; !isForgotten && tries < heldTries && !tools.isStopping(); tries++) {
    await pause(tools.clock, heldPauseMs)
    isForgotten = await forgetRest()
  }
  const answer = textView(
    isForgotten
      ? conversation.t('deleted')
      : forgotten.size === 0
        ? conversation.t('deleteHeld')
        : conversation.t('deletePartly', { count: forgotten.size, total: jobs.length }),
  )
  if (isHeld) await discord.editReply(conversation.interaction, answer)
  else await conversation.update(answer)
  await forgetUnwanted(tools, [...forgotten].flatMap(hashesOf))
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
