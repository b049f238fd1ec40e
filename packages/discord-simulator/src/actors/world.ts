import type { Backend } from '../backend.ts'
import { SimulatedUser } from './user.ts'
import { openDirectChannel } from '../state/direct-channel.ts'
import { SimulatedChannel } from './channel.ts'
import { SimulatedGuild, type GuildOptions } from './guild.ts'
import type { ChannelRecord, GuildRecord, TeamRole, UserRecord } from '../state/world-state.ts'

export interface UserOptions {
  /** One of Discord's locales; default `en-US`. */
  readonly locale?: string
  readonly displayName?: string
}

/** Someone in the team that owns the application. */
export interface TeamMember {
  readonly user: SimulatedUser
  readonly role: TeamRole
  /** false: invited, and not a member yet. Default true. */
  readonly accepted?: boolean
}

/** Builds the servers, channels and people of the simulated Discord. Names are unique: a known name gives the same thing. */
export class World {
  readonly #backend: Backend
  readonly #guilds = new Map<string, SimulatedGuild>()
  readonly #users = new Map<string, SimulatedUser>()

  constructor(backend: Backend) {
    this.#backend = backend
  }

  get guilds(): readonly SimulatedGuild[] {
    return [...this.#guilds.values()]
  }

  get users(): readonly SimulatedUser[] {
    return [...this.#users.values()]
  }

  /** A server with the bot in it, unless `botInstalled` is false. */
  guild(name: string, options: GuildOptions = {}): SimulatedGuild {
    const known = this.#guilds.get(name)
    if (known !== undefined) return known
    const record: GuildRecord = {
      id: this.#backend.nextId(),
      name,
      ownerId: this.user(options.owner ?? `${name}-owner`).id,
      locale: options.locale ?? 'en-US',
      boostTier: options.boostTier ?? 0,
      roles: new Map(),
      members: new Map(),
      botInstalled: false,
      blockedTerms: new Set(),
    }
    const guild = new SimulatedGuild(this.#backend, record, options)
    this.#guilds.set(name, guild)
    return guild
  }

  user(name: string, options: UserOptions = {}): SimulatedUser {
    const known = this.#users.get(name)
    if (known !== undefined) return known
    const record: UserRecord = {
      id: this.#backend.nextId(),
      username: name,
      globalName: options.displayName ?? null,
      bot: false,
      locale: options.locale ?? 'en-US',
      acceptsDirectMessages: true,
      installedApp: false,
    }
    this.#backend.world.users.set(record.id, record)
    const user = new SimulatedUser(this.#backend, record)
    this.#users.set(name, user)
    return user
  }

  /** Makes a user the owner of the application. */
  setOwner(user: SimulatedUser): void {
    const { ownership } = this.#backend.world
    ownership.userId = user.id
    delete ownership.team
  }

  /** Gives the application to a team. @param members Of those, `owner` is the team's owner too. */
  setTeam(name: string, owner: SimulatedUser, members: readonly TeamMember[] = []): void {
    this.#backend.world.ownership.team = {
      id: this.#backend.nextId(),
      name,
      ownerId: owner.id,
      members: [{ user: owner, role: 'admin' } as const, ...members].map(({ user, role, ...member }: TeamMember) => ({
        userId: user.id,
        role,
        accepted: member.accepted ?? true,
      })),
    }
  }

  /** The direct channel between a user and the bot. */
  directChannel(user: SimulatedUser): SimulatedChannel {
    const { world, nextId } = this.#backend
    return new SimulatedChannel(this.#backend, openDirectChannel(world, nextId, user.id))
  }

  /** A direct channel between people, where the bot is only by user install. */
  groupChannel(name: string, users: readonly SimulatedUser[]): SimulatedChannel {
    const record: ChannelRecord = {
      id: this.#backend.nextId(),
      type: 3,
      name,
      guildId: null,
      parentId: null,
      overwrites: [],
      recipientIds: users.map((user) => user.id),
      archived: false,
      deleted: false,
      messages: new Map(),
    }
    this.#backend.world.channels.set(record.id, record)
    return new SimulatedChannel(this.#backend, record)
  }
}
