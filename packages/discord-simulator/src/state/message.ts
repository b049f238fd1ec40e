import type { JsonObject } from '../json.ts'

/** Bits of `flags`. Source: Discord's documentation, "Message Flags". */
export const messageFlags = {
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  suppressNotifications: 4096,
  hasSnapshot: 16_384,
  componentsV2: 32_768,
} as const

export interface AttachmentRecord {
  readonly id: string
  readonly channelId: string
  readonly filename: string
  readonly bytes: Uint8Array
  readonly contentType: string
  /** Pixels; images only. */
  readonly width?: number
  readonly height?: number
  description: string | null
  readonly ephemeral: boolean
}

/** Who is notified by a message: what allowed mentions, permissions and the text come to. */
export interface Pings {
  readonly everyone: boolean
  readonly userIds: readonly string[]
  readonly roleIds: readonly string[]
}

export const noPings: Pings = { everyone: false, userIds: [], roleIds: [] }

/** Type 2: by a command or a menu, 3: by a component, 5: by a modal. */
export interface MessageInteraction {
  readonly id: string
  readonly type: 2 | 3 | 5
  readonly name: string
  readonly userId: string
  readonly owners: JsonObject
  readonly targetMessageId?: string
  readonly interactedMessageId?: string
  readonly triggering?: MessageInteraction
}

/** What a message shows. */
export interface MessageContents {
  /** 0 default, 19 reply, 20 chat input command, 23 context menu command. */
  readonly type: 0 | 19 | 20 | 23
  readonly createdAtMs: number
  editedAtMs: number | null
  content: string
  flags: number
  embeds: JsonObject[]
  /** As answered to the app, but media that are attachments carry only their `attachment_id`. */
  components: JsonObject[]
  attachments: AttachmentRecord[]
}

/** A message that was forwarded, as it was then, with files of its own. Nothing says who wrote it. */
export interface ForwardedMessage extends MessageContents {
  readonly messageId: string
  readonly channelId: string
  readonly guildId: string | null
}

export interface MessageRecord extends MessageContents {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  readonly forwarded?: ForwardedMessage
  pings: Pings
  readonly nonce?: string | number
  readonly interaction?: MessageInteraction
  readonly webhookId?: string
  readonly referenceId?: string
  /** The only user who sees it. */
  readonly ephemeralFor?: string
  deleted: boolean
  /** Counts up with every change, from 0. */
  revision: number
}

export function hasFlag(message: Pick<MessageRecord, 'flags'>, flag: number): boolean {
  return (message.flags & flag) !== 0
}
