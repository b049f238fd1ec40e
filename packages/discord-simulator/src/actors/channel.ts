import { ShownMessage } from './shown-message.ts'
import type { Backend } from '../backend.ts'
import { channelToWire } from '../state/guild-wire.ts'
import { permissionSet, type PermissionName } from '../state/permissions.ts'
import type { ChannelRecord } from '../state/world-state.ts'

/** A place for messages: a text channel, a thread, or a direct channel. */
export class SimulatedChannel {
  readonly id: string
  readonly name: string
  readonly guildId: string | null
  readonly #backend: Backend
  readonly #record: ChannelRecord

  constructor(backend: Backend, record: ChannelRecord) {
    this.id = record.id
    this.name = record.name
    this.guildId = record.guildId
    this.#backend = backend
    this.#record = record
  }

  /** What everybody in the channel sees, oldest first. Ephemeral and deleted messages are not among them. */
  get messages(): readonly ShownMessage[] {
    return Array.from(this.#record.messages.values())
      .filter((message) => !message.deleted && message.ephemeralFor === undefined)
      .map((message) => new ShownMessage(this.#backend, message))
  }

  /**
   * Waits for a matching public message, including existing ones.
   * @throws Error after `timeoutMs` of the simulator's clock, default 10,000
   */
  message(fits: (message: ShownMessage) => boolean = () => true, timeoutMs?: number): Promise<ShownMessage> {
    return this.#backend.events.until(
      () => `a message in #${this.name}, where there is ${JSON.stringify(this.messages.map(({ text }) => text))}`,
      () => this.messages.find(fits),
      timeoutMs,
    )
  }

  /** A public thread of this channel. */
  thread(name: string): SimulatedChannel {
    const record: ChannelRecord = {
      ...this.#record,
      id: this.#backend.nextId(),
      type: 11,
      name,
      parentId: this.id,
      messages: new Map(),
    }
    this.#backend.world.channels.set(record.id, record)
    this.#dispatch('THREAD_CREATE', { ...channelToWire(this.#backend.world, record), newly_created: true })
    return new SimulatedChannel(this.#backend, record)
  }

  archive(archived = true): void {
    this.#record.archived = archived
    this.#dispatch('THREAD_UPDATE', channelToWire(this.#backend.world, this.#record))
  }

  /** The channel is gone: error 10003 from now on. */
  delete(): void {
    this.#dispatch('CHANNEL_DELETE', channelToWire(this.#backend.world, this.#record))
    this.#record.deleted = true
  }

  /** Overwrites of a role's or member's permissions here; the same id again replaces them. */
  overwrite(
    target: { readonly roleId: string } | { readonly userId: string },
    change: { readonly allow?: readonly PermissionName[]; readonly deny?: readonly PermissionName[] },
  ): this {
    const id = 'roleId' in target ? target.roleId : target.userId
    const allow = permissionSet(change.allow ?? [])
    const deny = permissionSet(change.deny ?? [])
    const known = this.#record.overwrites.find((overwrite) => overwrite.id === id)
    if (known === undefined) this.#record.overwrites.push({ id, type: 'roleId' in target ? 0 : 1, allow, deny })
    else Object.assign(known, { allow, deny })
    this.#dispatch('CHANNEL_UPDATE', channelToWire(this.#backend.world, this.#record))
    return this
  }

  /** Takes permissions from the bot in this channel. */
  denyBot(...permissions: readonly PermissionName[]): this {
    return this.overwrite({ userId: this.#backend.botUser.id }, { deny: permissions })
  }

  #dispatch(event: string, data: Record<string, unknown>): void {
    const guild = this.guildId === null ? undefined : this.#backend.world.guilds.get(this.guildId)
    if (guild?.botInstalled) this.#backend.gateway.dispatch(event, data, 1)
  }
}
