import type { ChannelRecord, WorldState } from './world-state.ts'

/** The direct channel between the bot and a user; made on first use. */
export function openDirectChannel(world: WorldState, nextId: () => string, userId: string): ChannelRecord {
  const existing = Array.from(world.channels.values()).find(
    (channel) => channel.type === 1 && channel.recipientIds.length === 1 && channel.recipientIds[0] === userId,
  )
  if (existing !== undefined) return existing
  const channel: ChannelRecord = {
    id: nextId(),
    type: 1,
    name: '',
    guildId: null,
    parentId: null,
    overwrites: [],
    recipientIds: [userId],
    archived: false,
    deleted: false,
    messages: new Map(),
  }
  world.channels.set(channel.id, channel)
  return channel
}
