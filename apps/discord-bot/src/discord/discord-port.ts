import type { APIMessageTopLevelComponent, APIModalInteractionResponseCallbackData } from 'discord.js'

/** One message as Components V2. Mentions in it ping nobody, unless `pingUserId` says so. */
export interface MessageView {
  readonly components: readonly APIMessageTopLevelComponent[]
  readonly files?: readonly OutgoingFile[]
  readonly pingUserId?: string | undefined
  /** An edit leaves the files of the message where they are. */
  readonly keepFiles?: boolean
}

export interface OutgoingFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** At most 1024 characters. */
  readonly alt?: string
}

export type ModalView = APIModalInteractionResponseCallbackData

export interface Choice {
  readonly name: string
  readonly value: string
}

/** What an interaction is answered by. */
export interface InteractionRef {
  readonly id: string
  readonly token: string
  readonly applicationId: string
}

export interface MessageRef {
  readonly channelId: string
  readonly id: string
}

/** A message with fresh links to the images in it. */
export interface ShownMessageRef extends MessageRef {
  readonly pictureUrls: readonly string[]
}

/** A message of a channel as it is read back. */
export interface SeenMessage extends MessageRef {
  /** Written by this bot. */
  readonly isOwn: boolean
  /** The ids of all its buttons and menus. */
  readonly customIds: readonly string[]
}

/** Everything that the bot says to Discord. Methods reject with what `discord-errors.ts` reads. */
export interface DiscordPort {
  /**
   * The first answer; to be given within 3 s. A response that is lost is asked for again.
   * @returns the message, where it is known
   * @throws {AnsweredElsewhere} like every other first answer
   */
  reply(
    to: InteractionRef,
    view: MessageView,
    options: { readonly ephemeral: boolean },
  ): Promise<MessageRef | undefined>
  defer(to: InteractionRef, options: { readonly ephemeral: boolean }): Promise<void>
  /** Acknowledges a component without changing its message. */
  deferUpdate(to: InteractionRef): Promise<void>
  update(to: InteractionRef, view: MessageView): Promise<void>
  openModal(to: InteractionRef, modal: ModalView): Promise<void>
  choices(to: InteractionRef, choices: readonly Choice[]): Promise<void>
  editReply(to: Omit<InteractionRef, 'id'>, view: MessageView): Promise<ShownMessageRef>
  deleteReply(to: Omit<InteractionRef, 'id'>): Promise<void>
  followUp(to: Omit<InteractionRef, 'id'>, view: MessageView, options: { readonly ephemeral: boolean }): Promise<void>
  /** Posts once for a nonce of at most 25 characters, however often it is called within minutes. */
  post(channelId: string, view: MessageView, nonce: string): Promise<MessageRef>
  /** Changes one of the bot's own messages by its token, long after the interaction has ended. */
  editMessage(message: MessageRef, view: MessageView): Promise<MessageRef>
  /**
   * Up to 100 messages that follow an id, the oldest first. Empty also where the bot may not read: Discord does not say so.
   * Without a privileged intent, only the existence of other people's messages can be seen.
   */
  readChannel(channelId: string, afterId: string): Promise<readonly SeenMessage[]>
  deleteMessage(message: MessageRef): Promise<void>
  /** @returns the channel of direct messages with a user */
  openDirect(userId: string): Promise<string>
}
