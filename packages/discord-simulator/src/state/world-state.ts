import type { MessageRecord } from './message.ts'

export interface UserRecord {
  readonly id: string
  readonly username: string
  readonly globalName: string | null
  readonly bot: boolean
  /** One of Discord's locales, e.g. `de`, `en-US`. */
  locale: string
  /** false: closed to direct messages of apps. */
  acceptsDirectMessages: boolean
  /** The app is installed to this account, so its commands follow the user everywhere. */
  installedApp: boolean
}

export interface RoleRecord {
  readonly id: string
  readonly name: string
  permissions: bigint
  readonly position: number
  readonly mentionable: boolean
}

export interface MemberRecord {
  readonly userId: string
  roleIds: string[]
  readonly nickname: string | null
  readonly joinedAtMs: number
}

/** `type` 0: of a role, 1: of a member. */
export interface OverwriteRecord {
  readonly id: string
  readonly type: 0 | 1
  allow: bigint
  deny: bigint
}

export interface GuildRecord {
  readonly id: string
  readonly name: string
  ownerId: string
  readonly locale: string
  /** 0-3; raises the size limit of files. */
  boostTier: 0 | 1 | 2 | 3
  readonly roles: Map<string, RoleRecord>
  readonly members: Map<string, MemberRecord>
  /** The app is installed to this guild and its bot is a member. */
  botInstalled: boolean
  /** AutoMod blocks messages that contain one of these words, whatever their case. */
  readonly blockedTerms: Set<string>
}

/** 0 text, 1 DM, 5 announcement, 11 public thread, 12 private thread; 3 is a group DM, where only user installs work. */
export type ChannelType = 0 | 1 | 3 | 5 | 11 | 12

export interface ChannelRecord {
  readonly id: string
  readonly type: ChannelType
  readonly name: string
  readonly guildId: string | null
  readonly parentId: string | null
  /** A thread holds its parent's array. */
  readonly overwrites: OverwriteRecord[]
  readonly recipientIds: readonly string[]
  archived: boolean
  deleted: boolean
  readonly messages: Map<string, MessageRecord>
}

export type TeamRole = 'admin' | 'developer' | 'read_only'

/** Who owns the application: a user, or a team. */
export interface OwnershipRecord {
  /** Default: the bot's own user, which never acts. */
  userId?: string
  team?: TeamRecord
}

export interface TeamRecord {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly members: readonly {
    readonly userId: string
    readonly role: TeamRole
    /** false: invited, and not a member yet. */
    readonly accepted: boolean
  }[]
}

export interface WorldState {
  readonly ownership: OwnershipRecord
  readonly users: Map<string, UserRecord>
  readonly guilds: Map<string, GuildRecord>
  readonly channels: Map<string, ChannelRecord>
}

export function createWorldState(): WorldState {
  return { ownership: {}, users: new Map(), guilds: new Map(), channels: new Map() }
}

export function isThread(channel: ChannelRecord): boolean {
  return channel.type === 11 || channel.type === 12
}
