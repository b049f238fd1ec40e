import type { Config } from '../config/config.ts'
import type { GuildSettings } from './guild-settings.ts'
import type { LimitRule } from './check-limits.ts'

/** The operator's own limits. */
export type OperatorLimits = Pick<
  Config,
  | 'FLUXKIT_MONTHLY_STOP'
  | 'FLUXKIT_GLOBAL_MONTHLY_STOP'
  | 'FLUXKIT_MEMBER_IMAGES_PER_DAY'
  | 'FLUXKIT_GUILD_IMAGES_PER_DAY'
  | 'FLUXKIT_PRIVATE_IMAGES_PER_DAY'
>

/**
 * The rules of a place: those of its admins, and the operator's. Nobody inside Discord can lift the operator's rules but
 * one: the images a day of each member are a default, which an admin's rule of the same kind replaces.
 */
export function rulesFor(
  guildId: string | null,
  settings: GuildSettings,
  config: OperatorLimits,
): readonly LimitRule[] {
  const everywhere = rule('all', 'month', 'money', config.FLUXKIT_GLOBAL_MONTHLY_STOP)
  // Outside of servers nobody sets limits, and the operator pays.
  if (guildId === null) return [...rule('user', 'day', 'images', config.FLUXKIT_PRIVATE_IMAGES_PER_DAY), ...everywhere]
  const isMemberRuleSet = settings.limits.some(
    ({ scope, per, measure }) => scope === 'user' && per === 'day' && measure === 'images',
  )
  return [
    ...settings.limits,
    ...(isMemberRuleSet ? [] : rule('user', 'day', 'images', config.FLUXKIT_MEMBER_IMAGES_PER_DAY)),
    ...rule('guild', 'day', 'images', config.FLUXKIT_GUILD_IMAGES_PER_DAY),
    ...rule('guild', 'month', 'money', config.FLUXKIT_MONTHLY_STOP),
    ...everywhere,
  ]
}

function rule(
  scope: LimitRule['scope'],
  per: LimitRule['per'],
  measure: LimitRule['measure'],
  max: number | undefined,
): LimitRule[] {
  return max === undefined ? [] : [{ scope, per, measure, max }]
}
