import type { Attachment } from './attachment.ts'
import type { InteractionRef } from './discord-port.ts'

export type OptionValue = string | number | boolean

/** An interaction as plain data: what handlers know of Discord. */
export interface BotInteraction extends InteractionRef {
  readonly kind: 'command' | 'message-command' | 'autocomplete' | 'component' | 'modal'
  /** `flux generate`, `flux-admin limits add`, `Edit with Flux`; empty for components and modals. */
  readonly command: string
  readonly options: Readonly<Record<string, OptionValue>>
  /** The option that is being typed. */
  readonly focused?: string | undefined
  readonly customId: string
  /** For a select menu. */
  readonly values: readonly string[]
  /** Texts of a modal by custom id. */
  readonly fields: Readonly<Record<string, string>>
  readonly attachments: Readonly<Record<string, Attachment>>
  /** Links of all images in the message that a component sits on, or that a message command was used on. */
  readonly messageImages: readonly Attachment[]
  readonly messageId?: string | undefined
  /** Is that message visible only to its reader? */
  readonly messageIsEphemeral: boolean
  /** The server that has invited the bot; null in direct messages and where only a user has installed the app. */
  readonly guildId: string | null
  readonly botInGuild: boolean
  readonly channelId: string
  /** The channel that a thread belongs to. */
  readonly parentChannelId?: string | undefined
  readonly isThread: boolean
  readonly userId: string
  readonly roleIds: readonly string[]
  /** What the bot may do in the channel. */
  readonly botPermissions: bigint
  readonly userPermissions: bigint
  readonly locale: string
  readonly attachmentLimitBytes: number
  readonly receivedMs: number
}
