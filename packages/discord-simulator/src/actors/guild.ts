import type { Backend } from '../backend.ts'
import type { SimulatedUser } from './user.ts'
import { SimulatedChannel } from './channel.ts'
import { channelToWire, guildCreatePayload, roleToWire } from '../state/guild-wire.ts'
import { permissionSet, type PermissionName } from '../state/permissions.ts'
import type { ChannelRecord, GuildRecord, RoleRecord } from '../state/world-state.ts'

export interface GuildOptions {
  /** Name of the user who owns it; default `NAME-owner`. */
  readonly owner?: string
  readonly locale?: string
  readonly boostTier?: 0 | 1 | 2 | 3
  /** Default true. */
  readonly botInstalled?: boolean
  /** What the bot's role allows beyond what everyone may; default nothing. */
  readonly botPermissions?: readonly PermissionName[]
  /** Default: what Discord gives everyone. */
  readonly everyonePermissions?: readonly PermissionName[]
}

const usualPermissions: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'UseApplicationCommands',
  'UseExternalApps',
  'MentionEveryone',
]

/** A server. */
export class SimulatedGuild {
  readonly id: string
  readonly name: string
  readonly #backend: Backend
  readonly #record: GuildRecord
  readonly #channels = new Map<string, SimulatedChannel>()

  constructor(backend: Backend, record: GuildRecord, options: GuildOptions) {
    this.id = record.id
    this.name = record.name
    this.#backend = backend
    this.#record = record
    backend.world.guilds.set(record.id, record)
    this.#addRole('@everyone', record.id, permissionSet(options.everyonePermissions ?? usualPermissions), false)
    this.#addMember(record.ownerId, [], null)
    if (options.botInstalled ?? true) this.installBot(options.botPermissions ?? [])
  }

  get channels(): readonly SimulatedChannel[] {
    return [...this.#channels.values()]
  }

  /** The app is added to this server, with its own role. */
  installBot(permissions: readonly PermissionName[] = []): void {
    const roleId = this.#addRole(
      this.#backend.applicationName,
      this.#backend.nextId(),
      permissionSet(permissions),
      false,
    ).id
    this.#addMember(this.#backend.botUser.id, [roleId], null)
    this.#record.botInstalled = true
    this.#dispatch('GUILD_CREATE', guildCreatePayload(this.#backend.world, this.#record, this.#backend.botUser.id))
  }

  /** The bot is thrown out. */
  removeBot(): void {
    this.#dispatch('GUILD_DELETE', { id: this.id })
    this.#record.botInstalled = false
    this.#record.members.delete(this.#backend.botUser.id)
  }

  /** A text channel; a known name gives the same channel. */
  channel(name: string): SimulatedChannel {
    const known = this.#channels.get(name)
    if (known !== undefined) return known
    const record: ChannelRecord = {
      id: this.#backend.nextId(),
      type: 0,
      name,
      guildId: this.id,
      parentId: null,
      overwrites: [],
      recipientIds: [],
      archived: false,
      deleted: false,
      messages: new Map(),
    }
    this.#backend.world.channels.set(record.id, record)
    const channel = new SimulatedChannel(this.#backend, record)
    this.#channels.set(name, channel)
    this.#dispatch('CHANNEL_CREATE', channelToWire(this.#backend.world, record))
    return channel
  }

  /** @returns the role's id */
  role(name: string, permissions: readonly PermissionName[] = [], options: { mentionable?: boolean } = {}): string {
    const known = Array.from(this.#record.roles.values()).find((role) => role.name === name)
    if (known !== undefined) return known.id
    const role = this.#addRole(name, this.#backend.nextId(), permissionSet(permissions), options.mentionable ?? false)
    this.#dispatch('GUILD_ROLE_CREATE', { guild_id: this.id, role: roleToWire(role) })
    return role.id
  }

  /** What the bot's own role allows, from now on. */
  setBotPermissions(permissions: readonly PermissionName[]): void {
    const roleId = this.#record.members.get(this.#backend.botUser.id)?.roleIds[0]
    const role = roleId === undefined ? undefined : this.#record.roles.get(roleId)
    if (role === undefined) throw new Error(`The bot is not in ${this.name}`)
    role.permissions = permissionSet(permissions)
    this.#dispatch('GUILD_ROLE_UPDATE', { guild_id: this.id, role: roleToWire(role) })
  }

  /** @param roles names of roles */
  join(user: SimulatedUser, options: { roles?: readonly string[]; nickname?: string } = {}): this {
    this.#addMember(
      user.id,
      (options.roles ?? []).map((role) => this.role(role)),
      options.nickname ?? null,
    )
    return this
  }

  leave(user: SimulatedUser): void {
    this.#record.members.delete(user.id)
  }

  /** AutoMod refuses messages with this word from now on (error 200000). */
  blockWord(word: string): void {
    this.#record.blockedTerms.add(word)
  }

  #addMember(userId: string, roleIds: string[], nickname: string | null): void {
    this.#record.members.set(userId, { userId, roleIds, nickname, joinedAtMs: this.#backend.clock.now() })
  }

  #addRole(name: string, id: string, permissions: bigint, mentionable: boolean): RoleRecord {
    const role: RoleRecord = { id, name, permissions, position: this.#record.roles.size, mentionable }
    this.#record.roles.set(id, role)
    return role
  }

  #dispatch(event: string, data: Record<string, unknown>): void {
    if (this.#record.botInstalled) this.#backend.gateway.dispatch(event, data, 1)
  }
}
