import type { GuildSettings } from '../limits/guild-settings.ts'
import type { HandlerTools } from './handler-tools.ts'

/** Tools for one interaction: every part of it sees the same settings of its server, read once. */
export function withSettingsOnce(tools: HandlerTools): HandlerTools {
  const { store } = tools
  const { settings } = store
  const read = new Map<string | null, Promise<GuildSettings>>()

  function get(guildId: string | null): Promise<GuildSettings> {
    const known = read.get(guildId) ?? settings.get(guildId)
    read.set(guildId, known)
    return known
  }

  const update: typeof settings.update = (guildId, change) => {
    read.delete(guildId)
    return settings.update(guildId, change)
  }

  return { ...tools, store: { ...store, settings: { get, update } } }
}
