import type { JsonObject } from '../json.ts'

/** One of several connections of a bot: its number, from 0, and how many there are. */
export type Shard = readonly [id: number, count: number]

/** A bot that names none is the only one. @returns `undefined` when it isn't a shard */
export function readShard(shard: unknown): Shard | undefined {
  if (shard === undefined) return [0, 1]
  const [id, count] = Array.isArray(shard) ? (shard as unknown[]) : []
  const isValid = typeof id === 'number' && typeof count === 'number' && id >= 0 && id < count
  return isValid ? [id, count] : undefined
}

/**
 * Which shard gets an event: that of its server, and the first one what has none, such as direct messages.
 * Source: "Gateway", section "Sharding".
 */
export function belongsToShard(event: string, data: JsonObject, [id, count]: Shard): boolean {
  const guildId = data['guild_id'] ?? (event.startsWith('GUILD_') ? data['id'] : undefined)
  return id === (typeof guildId === 'string' ? Number((BigInt(guildId) >> 22n) % BigInt(count)) : 0)
}
