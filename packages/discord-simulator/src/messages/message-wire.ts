import type { Backend } from '../backend.ts'
import { mediaOf, shownAttachmentIds } from '../components/render.ts'
import { walkComponents } from '../components/component-types.ts'
import type { JsonObject } from '../json.ts'
import { userToWire } from '../state/user-wire.ts'
import { attachmentToMedia, attachmentToWire } from './attachment-wire.ts'
import type { ForwardedMessage, MessageContents, MessageInteraction, MessageRecord } from '../state/message.ts'

/** A message as REST and the gateway give it. Files that a component shows are not among `attachments`. */
export function messageToWire(backend: Backend, message: MessageRecord): JsonObject {
  const users = backend.world.users
  const author = users.get(message.authorId)
  const fromApp = message.interaction !== undefined
  const channel = backend.world.channels.get(message.channelId)
  const reference = message.referenceId === undefined ? undefined : channel?.messages.get(message.referenceId)
  return {
    id: message.id,
    channel_id: message.channelId,
    ...contentsToWire(backend, message),
    author: author && userToWire(author),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.pings.userIds.flatMap((id) => users.get(id) ?? []).map(userToWire),
    mention_roles: message.pings.roleIds,
    pinned: false,
    ...(message.webhookId !== undefined && { webhook_id: message.webhookId }),
    ...(author?.bot && { application_id: backend.applicationId }),
    ...(fromApp && { interaction_metadata: metadataToWire(backend, message.interaction) }),
    ...(message.referenceId !== undefined && {
      message_reference: { type: 0, channel_id: message.channelId, message_id: message.referenceId },
      referenced_message: reference === undefined || reference.deleted ? null : messageToWire(backend, reference),
    }),
    ...(message.forwarded && forwardToWire(backend, message.forwarded)),
  }
}

function contentsToWire(backend: Backend, message: MessageContents): JsonObject {
  const shown = shownAttachmentIds(message.components)
  return {
    type: message.type,
    content: message.content,
    timestamp: new Date(message.createdAtMs).toISOString(),
    edited_timestamp: message.editedAtMs === null ? null : new Date(message.editedAtMs).toISOString(),
    attachments: message.attachments
      .filter((attachment) => !shown.has(attachment.id))
      .map((attachment) => attachmentToWire(backend, attachment)),
    embeds: message.embeds,
    components: componentsToWire(backend, message),
    flags: message.flags,
  }
}

/** Source: Discord's documentation, "Message Reference" (type 1: a forward) and "Message Snapshot". */
function forwardToWire(backend: Backend, forwarded: ForwardedMessage): JsonObject {
  const { messageId, channelId, guildId } = forwarded
  return {
    message_reference: {
      type: 1,
      message_id: messageId,
      channel_id: channelId,
      ...(guildId !== null && { guild_id: guildId }),
    },
    message_snapshots: [{ message: { ...contentsToWire(backend, forwarded), mentions: [], mention_roles: [] } }],
  }
}

function componentsToWire(backend: Backend, message: MessageContents): JsonObject[] {
  const components = structuredClone(message.components)
  const byId = new Map(message.attachments.map((attachment) => [attachment.id, attachment]))
  for (const component of walkComponents(components)) {
    for (const media of mediaOf(component)) {
      const attachment = byId.get(String(media['attachment_id']))
      if (attachment === undefined) continue
      Object.assign(media, attachmentToMedia(backend, media['id'], attachment))
      if (component['type'] === 13)
        Object.assign(component, { name: attachment.filename, size: attachment.bytes.byteLength })
    }
  }
  return components
}

function metadataToWire(backend: Backend, interaction: MessageInteraction): JsonObject {
  const user = backend.world.users.get(interaction.userId)
  return {
    id: interaction.id,
    type: interaction.type,
    user: user && userToWire(user),
    authorizing_integration_owners: interaction.owners,
    ...(interaction.targetMessageId !== undefined && { target_message_id: interaction.targetMessageId }),
    ...(interaction.interactedMessageId !== undefined && { interacted_message_id: interaction.interactedMessageId }),
    ...(interaction.triggering && { triggering_interaction_metadata: metadataToWire(backend, interaction.triggering) }),
  }
}
