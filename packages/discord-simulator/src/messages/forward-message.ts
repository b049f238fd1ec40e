import { guildOf, type Backend } from '../backend.ts'
import { walkComponents } from '../components/component-types.ts'
import { mediaOf } from '../components/render.ts'
import { messageFlags, type ForwardedMessage, type MessageRecord } from '../state/message.ts'
import type { ChannelRecord } from '../state/world-state.ts'
import { fileToAttachment } from './attach-files.ts'
import { createMessage, emptyParts } from './write-message.ts'

/** Sends a message on to another channel: a snapshot, which stays when the original is changed or deleted. */
export function forwardMessage(
  backend: Backend,
  message: MessageRecord,
  to: { readonly channel: ChannelRecord; readonly authorId: string },
): MessageRecord {
  const parts = { ...emptyParts, flags: messageFlags.hasSnapshot }
  return createMessage(backend, { ...to, parts, forwarded: snapshotOf(backend, message, to.channel.id) })
}

function snapshotOf(backend: Backend, message: MessageRecord, channelId: string): ForwardedMessage {
  // A forward of a forward shows the same.
  const source = message.forwarded ?? message
  const copies = new Map(
    source.attachments.map((attachment) => {
      const { filename, description } = attachment
      return [
        attachment.id,
        fileToAttachment(backend, attachment, { channelId, ephemeral: false, filename, description }),
      ]
    }),
  )
  const components = structuredClone(source.components)
  for (const component of walkComponents(components)) {
    for (const media of mediaOf(component)) {
      const copy = copies.get(String(media['attachment_id']))
      if (copy !== undefined) media['attachment_id'] = copy.id
    }
  }
  const { type, createdAtMs, editedAtMs, content, flags, embeds } = source
  const channel = backend.world.channels.get(message.channelId)
  return {
    messageId: message.id,
    channelId: message.channelId,
    guildId: (channel && guildOf(backend, channel)?.id) ?? null,
    type,
    createdAtMs,
    editedAtMs,
    content,
    flags,
    embeds: structuredClone(embeds),
    components,
    attachments: Array.from(copies.values()),
  }
}
