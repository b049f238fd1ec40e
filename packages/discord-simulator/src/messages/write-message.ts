import { guildOf, type Backend } from '../backend.ts'
import type { JsonObject } from '../json.ts'
import { channelPermissions, hasPermission } from '../state/permissions.ts'
import type { ChannelRecord } from '../state/world-state.ts'
import { findPings } from './mentions.ts'
import {
  type ForwardedMessage,
  messageFlags,
  noPings,
  type MessageInteraction,
  type MessageRecord,
  type Pings,
} from '../state/message.ts'
import { messageToWire } from './message-wire.ts'
import type { MessageParts } from './read-message-body.ts'

/** Gateway intents that message events need: guild messages, direct messages. */
const guildMessages = 1 << 9
const directMessages = 1 << 12

export interface NewMessage {
  readonly channel: ChannelRecord
  readonly authorId: string
  readonly type?: MessageRecord['type']
  readonly parts: MessageParts
  readonly allowedMentions?: unknown
  readonly extraFlags?: number
  readonly nonce?: string | number
  readonly interaction?: MessageInteraction
  readonly ephemeralFor?: string
  readonly referenceId?: string
  readonly forwarded?: ForwardedMessage
}

export const emptyParts: MessageParts = { content: '', flags: 0, embeds: [], components: [], attachments: [], text: '' }

export function createMessage(backend: Backend, input: NewMessage): MessageRecord {
  const { channel, parts } = input
  const message: MessageRecord = {
    id: backend.nextId(),
    channelId: channel.id,
    authorId: input.authorId,
    type: input.type ?? 0,
    createdAtMs: backend.clock.now(),
    editedAtMs: null,
    content: parts.content,
    flags: parts.flags | (input.extraFlags ?? 0),
    embeds: parts.embeds,
    components: parts.components,
    attachments: parts.attachments,
    pings: pingsOf(backend, input, parts.text),
    ...(input.nonce !== undefined && { nonce: input.nonce }),
    ...(input.interaction && { interaction: input.interaction, webhookId: backend.applicationId }),
    ...(input.ephemeralFor !== undefined && { ephemeralFor: input.ephemeralFor }),
    ...(input.referenceId !== undefined && { referenceId: input.referenceId }),
    ...(input.forwarded && { forwarded: input.forwarded }),
    deleted: false,
    revision: 0,
  }
  channel.messages.set(message.id, message)
  announce(backend, channel, message, 'created')
  return message
}

/** An edit never notifies anybody; only the first real content of a deferred reply does. */
export function editMessage(
  backend: Backend,
  message: MessageRecord,
  parts: MessageParts,
  allowedMentions: unknown,
): void {
  const channel = backend.world.channels.get(message.channelId)
  if (channel === undefined) return
  const wasLoading = (message.flags & messageFlags.loading) !== 0
  message.content = parts.content
  message.flags = parts.flags & ~messageFlags.loading
  message.embeds = parts.embeds
  message.components = parts.components
  message.attachments = parts.attachments
  message.editedAtMs = backend.clock.now()
  message.revision += 1
  if (wasLoading) {
    const ephemeral = message.ephemeralFor
    message.pings = pingsOf(
      backend,
      {
        channel,
        authorId: message.authorId,
        parts,
        allowedMentions,
        ...(message.interaction && { interaction: message.interaction }),
        ...(ephemeral !== undefined && { ephemeralFor: ephemeral }),
      },
      parts.text,
    )
  }
  announce(backend, channel, message, 'updated')
}

export function deleteMessage(backend: Backend, message: MessageRecord): void {
  const channel = backend.world.channels.get(message.channelId)
  if (channel === undefined) return
  message.deleted = true
  message.revision += 1
  for (const attachment of message.attachments) backend.cdn.forget(attachment.id)
  announce(backend, channel, message, 'deleted')
}

function pingsOf(backend: Backend, input: NewMessage, text: string): Pings {
  if (input.ephemeralFor !== undefined) return noPings
  const guild = guildOf(backend, input.channel)
  const permissions = guild === undefined ? 0n : channelPermissions(guild, input.channel, input.authorId)
  return findPings(text, {
    allowed: input.allowedMentions,
    isInteractionReply: input.interaction !== undefined,
    mayMentionEveryone: hasPermission(permissions, 'MentionEveryone'),
    isUser: (id) => backend.world.users.has(id),
    roleIsMentionable: (id) => guild?.roles.get(id)?.mentionable,
  })
}

function announce(
  backend: Backend,
  channel: ChannelRecord,
  message: MessageRecord,
  change: 'created' | 'updated' | 'deleted',
): void {
  const { ephemeralFor } = message
  backend.events.emit({
    type: `message.${change}`,
    channelId: channel.id,
    messageId: message.id,
    ...(ephemeralFor !== undefined && { userId: ephemeralFor }),
  })
  if (ephemeralFor !== undefined || !botHears(backend, channel)) return
  const guildField: JsonObject = channel.guildId === null ? {} : { guild_id: channel.guildId }
  const intent = channel.guildId === null ? directMessages : guildMessages
  if (change === 'deleted') {
    backend.gateway.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: channel.id, ...guildField }, intent)
    return
  }
  const event = change === 'created' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE'
  const full: JsonObject = { ...messageToWire(backend, message), ...guildField }
  // Contents of others are privileged, but for direct messages and those that name the bot.
  const isOpen =
    message.authorId === backend.botUser.id ||
    channel.guildId === null ||
    message.pings.userIds.includes(backend.botUser.id)
  const redacted = isOpen ? full : { ...full, content: '', attachments: [], embeds: [], components: [] }
  backend.gateway.dispatch(event, full, intent, redacted)
}

function botHears(backend: Backend, channel: ChannelRecord): boolean {
  if (channel.guildId === null) return channel.recipientIds.includes(backend.botUser.id) || channel.type === 1
  return backend.world.guilds.get(channel.guildId)?.botInstalled ?? false
}
