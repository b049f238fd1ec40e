import { findModel } from '@fluxkit/core'
import type { ComponentHandler } from '../commands/handler.ts'
import { defaultModel } from '../commands/flux/read-request.ts'
import { placeOrder, settingsOf } from '../pipeline/place-order.ts'
import { textBlock } from '../views/components.ts'
import type { Ask } from '../discord/ask.ts'
import type { JobRequest } from '../job/job.ts'
import { detailFields, modalField } from '../views/modals.ts'
import { plainText } from '../views/plain-text.ts'
import { sayView } from '../views/say-view.ts'
import { visibleJob } from './buttons.ts'

/** A long prompt, one that was used before, or a refused one that was changed. */
export const submitPrompt: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== talk.ask.userId) return talk.tellPrivately(sayView(talk.say('gone')))
  await placeOrder(tools, talk, withFields(draft.request, talk.ask.fields))
}

export const submitEdit: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  const url = draft?.request.imageUrl
  if (draft?.userId !== talk.ask.userId || url === undefined) return talk.tellPrivately(sayView(talk.say('gone')))
  const settings = await settingsOf(tools, talk.ask.guildId)
  const changed = withFields(draft.request, talk.ask.fields)
  // What somebody has typed is said to be wrong, not replaced.
  const isTyped = changed.model !== draft.request.model
  const canEdit = findModel(changed.model)?.actions.includes('edit') ?? false
  const model = canEdit || isTyped ? changed.model : defaultModel('edit', settings)
  await placeOrder(tools, talk, { ...changed, model }, { kind: 'link', url })
}

/** Fields that a modal does not have change nothing; an empty size means the model's own. */
function withFields(request: JobRequest, fields: Ask['fields']): JobRequest {
  const {
    [modalField]: prompt,
    [detailFields.model]: model,
    [detailFields.size]: size,
    [detailFields.count]: count,
  } = fields
  return {
    ...request,
    prompt: prompt ?? request.prompt,
    model: model?.trim() || request.model,
    size: size === undefined ? request.size : size.trim() || undefined,
    count: count === undefined || count.trim() === '' ? request.count : countOf(count),
    // A variation with other words is an edit by those words.
    variation: request.variation && (prompt === undefined || prompt === request.prompt),
  }
}

/** What is no number of pictures is refused as too many; finite, as refused requests are kept as JSON. */
function countOf(text: string): number {
  return /^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : 999
}

export const submitReport: ComponentHandler = async (tools, talk, { subject }) => {
  const { ask, say } = talk
  const job = await visibleJob(tools, talk, subject)
  const { reportChannelId } = await settingsOf(tools, ask.guildId)
  if (!job) return
  if (reportChannelId === undefined) return talk.tellPrivately(sayView(say('reportNoChannel')))
  if (!tools.reports.take(ask.userId)) return talk.tellPrivately(sayView(say('reportTooMany')))
  const title = say('reportTitle', {
    reporter: `<@${ask.userId}>`,
    owner: `<@${job.place.userId}>`,
    channel:
      job.messageId === undefined
        ? `<#${job.place.channelId}>`
        : `https://discord.com/channels/${job.place.guildId ?? '@me'}/${job.messageChannelId ?? ''}/${job.messageId}`,
  })
  const lines = [
    title,
    say('reportReason', { reason: plainText(ask.fields[modalField] ?? '', 500) }),
    `> ${plainText(job.request.prompt, 300)}`,
  ]
  const view = { components: [textBlock(lines)] }
  const told = await tools.discord.post(reportChannelId, view, `${ask.id}-r`).catch((error: unknown) => {
    tools.log.warn({ jobId: job.id, error }, 'a report was not taken')
    return undefined
  })
  // The channel is gone, or closed to the bot.
  await talk.tellPrivately(sayView(say(told ? 'reported' : 'reportNoChannel')))
}
