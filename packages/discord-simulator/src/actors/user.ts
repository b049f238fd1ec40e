import type { Backend } from '../backend.ts'
import type { JsonObject } from '../json.ts'
import { fileToAttachment } from '../messages/attach-files.ts'
import { forwardMessage } from '../messages/forward-message.ts'
import type { MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import { createMessage, emptyParts } from '../messages/write-message.ts'
import type { ChannelRecord, UserRecord } from '../state/world-state.ts'
import { userToWire } from '../state/user-wire.ts'
import { ActorError } from './actor-error.ts'
import type { ModalValue } from './fill-modal.ts'
import { commandsFor } from './find-command.ts'
import type { OptionValue, Upload } from './option-values.ts'
import { Reply } from './reply.ts'
import { ShownMessage } from './shown-message.ts'
import { startChatCommand, startMenuCommand, type UserInChannel } from './start-command.ts'
import { startComponent, startModal } from './start-component.ts'

export interface Choice {
  readonly name: string
  readonly value: string | number
}

interface ChannelRef {
  readonly id: string
}

/** A user in front of Discord's client. Methods throw {@link ActorError} for what the client would not allow. */
export class SimulatedUser {
  readonly id: string
  readonly name: string
  readonly #backend: Backend
  readonly #record: UserRecord

  constructor(backend: Backend, record: UserRecord) {
    this.id = record.id
    this.name = record.username
    this.#backend = backend
    this.#record = record
  }

  get locale(): string {
    return this.#record.locale
  }

  setLocale(locale: string): this {
    this.#record.locale = locale
    return this
  }

  /** Installs the app to the account: its commands follow the user into every place. */
  installApp(): this {
    this.#record.installedApp = true
    return this
  }

  /** Closes or opens direct messages of the bot (error 50007). */
  acceptDirectMessages(accept: boolean): this {
    this.#record.acceptsDirectMessages = accept
    return this
  }

  /** Chat commands that the client offers in a channel, as registered. */
  commands(channel: ChannelRef): readonly JsonObject[] {
    return commandsFor(this.#backend, this.#record, this.#channel(channel.id), 1).map(({ wire }) => wire)
  }

  /** What this user sees in a channel, oldest first: public messages and the user's own ephemeral ones. */
  messages(channel: ChannelRef): readonly ShownMessage[] {
    return Array.from(this.#channel(channel.id).messages.values())
      .filter((message) => !message.deleted && (message.ephemeralFor ?? this.id) === this.id)
      .map((message) => new ShownMessage(this.#backend, message))
  }

  /**
   * Waits for a matching message that this user sees, including existing ones.
   * @throws Error after `timeoutMs` of the simulator's clock, default 10,000
   */
  message(
    channel: ChannelRef,
    fits: (message: ShownMessage) => boolean = () => true,
    timeoutMs?: number,
  ): Promise<ShownMessage> {
    return this.#backend.events.until(
      () => `a message for ${this.name}, who sees ${JSON.stringify(this.messages(channel).map(({ text }) => text))}`,
      () => this.messages(channel).find(fits),
      timeoutMs,
    )
  }

  /** Uses a chat command, e.g. `slash(channel, 'flux generate', { prompt: 'a cat' })`. Resolves when it is acknowledged or failed. */
  slash(channel: ChannelRef, command: string, options: Readonly<Record<string, OptionValue>> = {}): Promise<Reply> {
    return this.#answered(this.sendSlash(channel, command, options))
  }

  /** Like {@link slash}, but does not wait for the acknowledgement. */
  sendSlash(channel: ChannelRef, command: string, options: Readonly<Record<string, OptionValue>> = {}): Reply {
    return new Reply(this.#backend, startChatCommand(this.#in(channel.id), command, options))
  }

  /** The choices for an option that is being typed; its text so far is in `options`. */
  async autocomplete(
    channel: ChannelRef,
    command: string,
    focused: string,
    options: Readonly<Record<string, OptionValue>> = {},
  ): Promise<readonly Choice[]> {
    const typed = { ...options, [focused]: options[focused] ?? '' }
    const interaction = startChatCommand(this.#in(channel.id), command, typed, focused)
    const { choices } = await this.#backend.events.until(
      () => 'autocomplete choices',
      () => (interaction.choices !== undefined || interaction.failed ? interaction : undefined),
    )
    if (choices === undefined) throw new ActorError('Loading options failed')
    return choices.map((choice) => ({ name: String(choice['name']), value: choice['value'] as string | number }))
  }

  /** Presses a button by its custom id or its label. */
  click(message: ShownMessage, button: string): Promise<Reply> {
    const seen = this.#seen(message)
    const found = message.buttons.filter((one) => one.customId === button || one.label === button)
    const [target] = found
    if (target === undefined || found.length > 1) {
      const labels = message.buttons.map((one) => one.label).join(', ')
      throw new ActorError(`${found.length} buttons are called "${button}"; there are: ${labels}`)
    }
    if (target.disabled || target.customId === undefined)
      throw new ActorError(`The button "${button}" cannot be pressed`)
    return this.#component(seen, { component_type: 2, custom_id: target.customId })
  }

  /** Chooses in a select menu. @param values values of options, or ids */
  select(message: ShownMessage, customId: string, values: readonly string[]): Promise<Reply> {
    const seen = this.#seen(message)
    const select = message.selects.find((one) => one.customId === customId)
    if (select === undefined) throw new ActorError(`There is no menu "${customId}"`)
    if (select.disabled) throw new ActorError(`The menu "${customId}" is disabled`)
    const known = new Set(select.options.map((option) => option.value))
    const unknown = select.type === 3 ? values.filter((value) => !known.has(value)) : []
    if (unknown.length > 0) throw new ActorError(`The menu "${customId}" has no ${unknown.join(', ')}`)
    return this.#component(seen, { component_type: select.type, custom_id: customId, values })
  }

  /** Sends the modal that a reply opened. Fields that are not given keep what the app filled in. */
  submitModal(reply: Reply, values: Readonly<Record<string, ModalValue>> = {}): Promise<Reply> {
    const opened = this.#backend.interactions.byId(reply.interactionId)
    if (opened?.modal === undefined || opened.userId !== this.id) throw new ActorError('This user has no modal open')
    const interaction = startModal(this.#in(opened.channelId), opened, opened.modal, values)
    return this.#answered(new Reply(this.#backend, interaction))
  }

  /** Uses an entry of a message's context menu. */
  messageCommand(message: ShownMessage, name: string): Promise<Reply> {
    const target = this.#seen(message)
    const resolved = { messages: { [target.id]: messageToWire(this.#backend, target) } }
    const menu = { type: 3, name, targetId: target.id, resolved } as const
    return this.#answered(new Reply(this.#backend, startMenuCommand(this.#in(message.channelId), menu)))
  }

  /** Uses an entry of a user's context menu. */
  userCommand(channel: ChannelRef, target: { readonly id: string }, name: string): Promise<Reply> {
    const at = this.#in(channel.id)
    const user = this.#backend.world.users.get(target.id)
    if (user === undefined) throw new ActorError('There is no such user')
    const menu = { type: 2, name, targetId: user.id, resolved: { users: { [user.id]: userToWire(user) } } } as const
    return this.#answered(new Reply(this.#backend, startMenuCommand(at, menu)))
  }

  /**
   * Writes a message, with files if need be.
   * @param embeds what Discord shows below for the links in it
   */
  post(
    channel: ChannelRef,
    content: string,
    files: readonly Upload[] = [],
    embeds: readonly JsonObject[] = [],
  ): ShownMessage {
    const channelRecord = this.#channel(channel.id)
    const attachments = files.map((file) =>
      fileToAttachment(
        this.#backend,
        { bytes: file.bytes, contentType: file.contentType ?? 'application/octet-stream' },
        { channelId: channelRecord.id, ephemeral: false, filename: file.filename, description: null },
      ),
    )
    const parts = { ...emptyParts, content, attachments, embeds: [...embeds], text: content }
    return new ShownMessage(
      this.#backend,
      createMessage(this.#backend, { channel: channelRecord, authorId: this.id, parts }),
    )
  }

  /** Forwards a message that this user sees. @throws ActorError for one that only this user sees */
  forward(message: ShownMessage, channel: ChannelRef): ShownMessage {
    const source = this.#seen(message)
    if (source.ephemeralFor !== undefined) throw new ActorError('A message that only one user sees is not forwarded')
    const to = { channel: this.#channel(channel.id), authorId: this.id }
    return new ShownMessage(this.#backend, forwardMessage(this.#backend, source, to))
  }

  async #answered(reply: Reply): Promise<Reply> {
    return reply.until((one) => one.state !== 'waiting')
  }

  #component(source: MessageRecord, data: JsonObject): Promise<Reply> {
    return this.#answered(new Reply(this.#backend, startComponent(this.#in(source.channelId), source, data)))
  }

  #in(channelId: string): UserInChannel {
    return { backend: this.#backend, user: this.#record, channel: this.#channel(channelId) }
  }

  #channel(id: string): ChannelRecord {
    const channel = this.#backend.world.channels.get(id)
    if (channel === undefined || channel.deleted) throw new ActorError('There is no such channel')
    return channel
  }

  #seen(message: ShownMessage): MessageRecord {
    const record = this.#channel(message.channelId).messages.get(message.id)
    const visible = record !== undefined && !record.deleted && (record.ephemeralFor ?? this.id) === this.id
    if (!visible) throw new ActorError(`${this.name} does not see this message`)
    return record
  }
}
