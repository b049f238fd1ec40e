import type { PostgresDatabase, PostgresQueries } from '@fluxkit/jobs/node'
import { defaultGuildSettings, type GuildSettings, guildSettingsFrom } from '../../limits/guild-settings.ts'
import type { Store } from '../store.ts'

async function settingsOf(on: PostgresQueries, guildId: string | null): Promise<GuildSettings> {
  if (guildId === null) return defaultGuildSettings
  const [row] = await on.query('SELECT settings FROM guild_settings WHERE guild_id = $1', [guildId])
  return guildSettingsFrom(row?.['settings'])
}

export function createSettingsStore(db: PostgresDatabase): Store['settings'] {
  return {
    get: (guildId) => settingsOf(db, guildId),
    update: (guildId, change) =>
      db.transaction(async (tx) => {
        // The row of a server may not be there yet, so a lock by name keeps two changes apart.
        await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`settings ${guildId}`])
        const before = await settingsOf(tx, guildId)
        const changed = change(before)
        if ('wrong' in changed) return changed
        const next = { ...changed, version: before.version + 1 }
        await tx.query(
          `INSERT INTO guild_settings VALUES ($1, $2) ON CONFLICT (guild_id) DO UPDATE SET settings = excluded.settings`,
          [guildId, JSON.stringify(next)],
        )
        return next
      }),
  }
}
