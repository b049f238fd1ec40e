import { findModel } from '@fluxkit/core'
import type { ComponentHandler } from '../commands/handler.ts'
import { defaultModel } from '../commands/flux/read-request.ts'
import { placeOrder, settingsOf } from '../pipeline/place-order.ts'
import { textBlock } from '../views/components.ts'
import { modalField } from '../views/modals.ts'
import { plainText } from '../views/plain-text.ts'
import { sayView } from '../views/say-view.ts'
import { visibleJob } from './buttons.ts'

/** A long prompt, one that was used before, or a refused one that was changed. */
export const submitPrompt: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  if (draft?.userId !== talk.ask.userId) return talk.tellPrivately(sayView(talk.say('gone')))
  const prompt = talk.ask.fields[modalField] ?? ''
  await placeOrder(tools, talk, { ...draft.request, prompt })
}

export const submitEdit: ComponentHandler = async (tools, talk, { subject }) => {
  const draft = await tools.store.drafts.get(subject)
  const url = draft?.request.imageUrl
  if (draft?.userId !== talk.ask.userId || url === undefined) return talk.tellPrivately(sayView(talk.say('gone')))
  const settings = await settingsOf(tools, talk.ask.guildId)
  const canEdit = findModel(draft.request.model)?.actions.includes('edit') ?? false
  const model = canEdit ? draft.request.model : defaultModel('edit', settings)
  const request = { ...draft.request, prompt: talk.ask.fields[modalField] ?? '', model }
  await placeOrder(tools, talk, request, { kind: 'link', url })
}

export const submitReport: ComponentHandler = async (tools, talk, { subject }) => {
  const { ask, say } = talk
  const job = await visibleJob(tools, talk, subject)
  const { reportChannelId } = await settingsOf(tools, ask.guildId)
  if (!job) return
  if (reportChannelId === undefined) return talk.tellPrivately(sayView(say('reportNoChannel')))
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
  await tools.discord.post(reportChannelId, { components: [textBlock(lines)] }, `${ask.id}-r`)
  await talk.tellPrivately(sayView(say('reported')))
}
