import type { ChannelRecord, GuildRecord } from './world-state.ts'

export type PermissionName =
  | 'KickMembers'
  | 'BanMembers'
  | 'Administrator'
  | 'ManageChannels'
  | 'ManageGuild'
  | 'AddReactions'
  | 'ViewChannel'
  | 'SendMessages'
  | 'ManageMessages'
  | 'EmbedLinks'
  | 'AttachFiles'
  | 'ReadMessageHistory'
  | 'MentionEveryone'
  | 'UseExternalEmojis'
  | 'ManageRoles'
  | 'UseApplicationCommands'
  | 'ManageThreads'
  | 'CreatePublicThreads'
  | 'SendMessagesInThreads'
  | 'ModerateMembers'
  | 'UseExternalApps'

/** Permission bits by the names that discord.js uses. Source: Discord's documentation, "Permissions". */
export const permissionBits: Readonly<Record<PermissionName, bigint>> = {
  KickMembers: 1n << 1n,
  BanMembers: 1n << 2n,
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseExternalEmojis: 1n << 18n,
  ManageRoles: 1n << 28n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  SendMessagesInThreads: 1n << 38n,
  ModerateMembers: 1n << 40n,
  UseExternalApps: 1n << 50n,
}

const allPermissions = (1n << 53n) - 1n

export function permissionSet(names: readonly PermissionName[]): bigint {
  return names.reduce((set, name) => set | permissionBits[name], 0n)
}

export function hasPermission(set: bigint, name: PermissionName): boolean {
  return (set & permissionBits[name]) !== 0n
}

/** What a member may do in the whole guild, before any channel's overwrites. */
function guildPermissions(guild: GuildRecord, userId: string): bigint {
  if (guild.ownerId === userId) return allPermissions
  const roleIds = [guild.id, ...(guild.members.get(userId)?.roleIds ?? [])]
  const base = roleIds.reduce((set, id) => set | (guild.roles.get(id)?.permissions ?? 0n), 0n)
  return hasPermission(base, 'Administrator') ? allPermissions : base
}

/**
 * What a member may do in a channel: overwrites of @everyone, then of roles together, then of the member.
 * Threads follow the channel that they belong to.
 */
export function channelPermissions(guild: GuildRecord, channel: ChannelRecord, userId: string): bigint {
  const base = guildPermissions(guild, userId)
  if (base === allPermissions) return base
  const roleIds = new Set(guild.members.get(userId)?.roleIds)
  const everyone = channel.overwrites.filter((overwrite) => overwrite.id === guild.id)
  const roles = channel.overwrites.filter((overwrite) => overwrite.type === 0 && roleIds.has(overwrite.id))
  const member = channel.overwrites.filter((overwrite) => overwrite.type === 1 && overwrite.id === userId)
  return [everyone, roles, member].reduce((set, layer) => {
    const deny = layer.reduce((bits, overwrite) => bits | overwrite.deny, 0n)
    const allow = layer.reduce((bits, overwrite) => bits | overwrite.allow, 0n)
    return (set & ~deny) | allow
  }, base)
}
