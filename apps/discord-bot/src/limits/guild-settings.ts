import * as z from 'zod'
import type { GuildAccess } from '../access/guild-access.ts'
import type { LimitRule } from './check-limits.ts'

/** What the admins of a server have chosen inside Discord. */
export interface GuildSettings {
  /** Rises with every change, so that a change of an older version can be recognized. 0: nothing was ever changed. */
  readonly version: number
  /** Whether members may spend here, where the operator has named no servers. Absent: nobody has decided yet. */
  readonly access?: GuildAccess | undefined
  readonly limits: readonly LimitRule[]
  /** Empty: every model. */
  readonly models: readonly string[]
  /** Empty: every channel. */
  readonly channelIds: readonly string[]
  readonly maxCount: number
  readonly privateByDefault: boolean
  /** Members see in their history what each image cost. */
  readonly showCosts: boolean
  /** Days that images are kept; undefined: as the operator has configured. */
  readonly retentionDays?: number | undefined
  readonly blockedUserIds: readonly string[]
  readonly reportChannelId?: string | undefined
  /** Units per image, by model; these take precedence over the operator's. */
  readonly prices: Readonly<Record<string, number>>
}

export const defaultGuildSettings: GuildSettings = {
  version: 0,
  limits: [],
  models: [],
  channelIds: [],
  maxCount: 4,
  privateByDefault: false,
  showCosts: false,
  blockedUserIds: [],
  prices: {},
}

const limitRule = z.object({
  scope: z.enum(['user', 'role', 'channel', 'guild']),
  targetId: z.string().optional(),
  per: z.enum(['hour', 'day', 'month']),
  measure: z.enum(['images', 'money']),
  max: z.number().int().nonnegative(),
})

const guildSettings = z.object({
  version: z.number().int().nonnegative().default(0),
  access: z.object({ isOpen: z.boolean(), byUserId: z.string(), atMs: z.number() }).optional(),
  limits: z.array(limitRule).default([]),
  models: z.array(z.string()).default([]),
  channelIds: z.array(z.string()).default([]),
  maxCount: z.number().int().min(1).max(4).default(4),
  privateByDefault: z.boolean().default(false),
  showCosts: z.boolean().default(false),
  retentionDays: z.number().int().min(0).max(3650).optional(),
  blockedUserIds: z.array(z.string()).default([]),
  reportChannelId: z.string().optional(),
  prices: z.record(z.string(), z.number().int().nonnegative()).default({}),
})

/** @param stored the column of a server; anything but text stands for settings that were never changed */
export function guildSettingsFrom(stored: unknown): GuildSettings {
  return typeof stored === 'string' ? readGuildSettings(stored) : defaultGuildSettings
}

/** Reads what an earlier version may have written: what it lacks gets its default. */
function readGuildSettings(json: string): GuildSettings {
  return guildSettings.parse(JSON.parse(json))
}
