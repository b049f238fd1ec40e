import type { Config } from '../config/config.ts'
import type { GuildSettings } from '../store/guild-settings.ts'
import type { LimitRule } from './limits.ts'

/** The rules of a place: those of its admins, and the operator's, which nobody inside Discord can lift. */
export function rulesFor(
  guildId: string | null,
  settings: GuildSettings,
  config: Pick<Config, 'FLUXKIT_MONTHLY_STOP' | 'FLUXKIT_PRIVATE_IMAGES_PER_DAY'>,
): readonly LimitRule[] {
  // Outside of servers nobody sets limits, and the operator pays.
  if (guildId === null) {
    return [{ scope: 'user', per: 'day', measure: 'images', max: config.FLUXKIT_PRIVATE_IMAGES_PER_DAY }]
  }
  const stop = config.FLUXKIT_MONTHLY_STOP
  return [
    ...settings.limits,
    ...(stop === undefined ? [] : [{ scope: 'guild', per: 'month', measure: 'money', max: stop } as const]),
  ]
}
