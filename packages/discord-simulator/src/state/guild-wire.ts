import type { JsonObject } from '../json.ts'
import {
  isThread,
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  type RoleRecord,
  type WorldState,
} from './world-state.ts'
import { userToWire } from './user-wire.ts'

export function roleToWire(role: RoleRecord): JsonObject {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions.toString(),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: role.mentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  }
}

export function memberToWire(world: WorldState, member: MemberRecord): JsonObject {
  const user = world.users.get(member.userId)
  return {
    ...(user && { user: userToWire(user) }),
    nick: member.nickname,
    avatar: null,
    banner: null,
    roles: member.roleIds,
    joined_at: new Date(member.joinedAtMs).toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

export function channelToWire(world: WorldState, channel: ChannelRecord): JsonObject {
  const lastMessageId = Array.from(channel.messages.values()).findLast(
    (message) => !message.deleted && message.ephemeralFor === undefined,
  )?.id
  const base: JsonObject = { id: channel.id, type: channel.type, flags: 0, last_message_id: lastMessageId ?? null }
  if (channel.guildId === null) {
    const recipients = channel.recipientIds.flatMap((id) => world.users.get(id) ?? []).map(userToWire)
    return channel.type === 3
      ? { ...base, recipients, name: channel.name, icon: null, owner_id: channel.recipientIds[0] ?? null }
      : { ...base, recipients }
  }
  const named: JsonObject = { ...base, guild_id: channel.guildId, name: channel.name, parent_id: channel.parentId }
  if (isThread(channel)) {
    return {
      ...named,
      owner_id: world.guilds.get(channel.guildId)?.ownerId,
      rate_limit_per_user: 0,
      message_count: channel.messages.size,
      member_count: 1,
      total_message_sent: channel.messages.size,
      thread_metadata: {
        archived: channel.archived,
        auto_archive_duration: 1440,
        archive_timestamp: '2026-01-01T00:00:00.000Z',
        locked: false,
        create_timestamp: '2026-01-01T00:00:00.000Z',
      },
    }
  }
  return {
    ...named,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: overwrite.allow.toString(),
      deny: overwrite.deny.toString(),
    })),
  }
}

/** The fields that REST's `GET /guilds/{guild_id}` answers. */
export function guildToWire(guild: GuildRecord): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: Array.from(guild.roles.values(), roleToWire),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: guild.boostTier,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    premium_progress_bar_enabled_user_updated_at: null,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  }
}

/** The payload of GUILD_CREATE for a session without the members intent: of the members only the bot. */
export function guildCreatePayload(world: WorldState, guild: GuildRecord, botId: string): JsonObject {
  const channels = Array.from(world.channels.values()).filter((one) => one.guildId === guild.id && !one.deleted)
  const bot = guild.members.get(botId)
  return {
    ...guildToWire(guild),
    joined_at: new Date(bot?.joinedAtMs ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot === undefined ? [] : [memberToWire(world, bot)],
    channels: channels.filter((one) => !isThread(one)).map((one) => channelToWire(world, one)),
    threads: channels.filter((one) => isThread(one) && !one.archived).map((one) => channelToWire(world, one)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
