import type { ComponentHandler } from '../pipeline/handler.ts'
import { textBlock } from '../views/components.ts'
import { modalField, reportModal } from '../views/modals.ts'
import { plainText } from '../views/plain-text.ts'
import { textView } from '../views/text-view.ts'
import { visibleJob } from './visible-job.ts'

export const report: ComponentHandler = async (tools, conversation, { subject }) => {
  const { reportChannelId } = await tools.store.settings.get(conversation.interaction.guildId)
  if (reportChannelId === undefined) return conversation.replyPrivately(textView(conversation.t('reportNoChannel')))
  if (await visibleJob(tools, conversation, subject)) await conversation.openModal(reportModal(subject, conversation.t))
}

export const submitReport: ComponentHandler = async (tools, conversation, { subject }) => {
  const { interaction, t } = conversation
  const job = await visibleJob(tools, conversation, subject)
  const { reportChannelId } = await tools.store.settings.get(interaction.guildId)
  if (!job) return
  if (reportChannelId === undefined) return conversation.replyPrivately(textView(t('reportNoChannel')))
  if (!(await tools.reports.take(interaction.userId))) return conversation.replyPrivately(textView(t('reportTooMany')))
  const title = t('reportTitle', {
    reporter: `<@${interaction.userId}>`,
    owner: `<@${job.place.userId}>`,
    channel:
      job.messageId === undefined
        ? `<#${job.place.channelId}>`
        : `https://discord.com/channels/${job.place.guildId ?? '@me'}/${job.messageChannelId ?? ''}/${job.messageId}`,
  })
  const lines = [
    title,
    t('reportReason', { reason: plainText(interaction.fields[modalField] ?? '', 500) }),
    `> ${plainText(job.request.prompt, 300)}`,
  ]
  const view = { components: [textBlock(lines)] }
  const isReported = await tools.discord.post(reportChannelId, view, `${interaction.id}-r`).catch((error: unknown) => {
    tools.log.warn({ jobId: job.id, error }, 'a report was not taken')
    return undefined
  })
  // The channel is gone, or closed to the bot.
  await conversation.replyPrivately(textView(t(isReported ? 'reported' : 'reportNoChannel')))
}
