import { isNamed } from '../../access/may-spend.ts'
import type { Config } from '../../config/config.ts'
import type { MessageView } from '../../discord/discord-port.ts'
import { formatMoney, priceOf } from '../../money/money.ts'
import type { GuildSettings } from '../../store/guild-settings.ts'
import type { ViewContext } from '../../views/context.ts'
import { limitText } from '../../views/refusal-view.ts'
import { sayView } from '../../views/say-view.ts'

/** All settings of a server; limits with the numbers that `limits remove` takes. */
export function settingsView(
  title: string,
  guildId: string,
  settings: GuildSettings,
  config: Pick<Config, 'FLUXKIT_PRICES' | 'FLUXKIT_RETENTION_DAYS' | 'FLUXKIT_GUILDS'>,
  context: ViewContext,
): MessageView {
  const { say, currency, locale } = context
  const limits = settings.limits.map((rule, index) => {
    const target =
      rule.targetId === undefined ? '' : rule.scope === 'role' ? ` <@&${rule.targetId}>` : ` <#${rule.targetId}>`
    return `${index + 1}. ${limitText(rule, context)}${target}`
  })
  const prices = Object.keys({ ...config.FLUXKIT_PRICES, ...settings.prices }).map((model) => {
    const units = priceOf(model, settings.prices, config.FLUXKIT_PRICES) ?? 0
    return `${model} ${formatMoney(units, currency, locale)}`
  })
  const list = (items: readonly string[], empty: 'all' | 'none'): string =>
    items.length > 0 ? items.join(', ') : say(empty)
  const line = (name: string, value: string): string => `**${name}**: ${value}`
  return sayView(
    title,
    line(say('adminAccess'), say(isOpen(guildId, settings, config) ? 'adminOpen' : 'adminClosed')),
    line(say('adminLimits'), limits.length > 0 ? `\n${limits.join('\n')}` : say('none')),
    line(say('adminModels'), list(settings.models, 'all')),
    line(
      say('adminChannels'),
      list(
        settings.channelIds.map((id) => `<#${id}>`),
        'all',
      ),
    ),
    line(say('adminMaxCount'), String(settings.maxCount)),
    line(say('adminPrivate'), say(settings.privateByDefault ? 'yes' : 'no')),
    line(say('adminRetention'), say('adminDays', { days: settings.retentionDays ?? config.FLUXKIT_RETENTION_DAYS })),
    line(
      say('adminBlocked'),
      list(
        settings.blockedUserIds.slice(0, 40).map((id) => `<@${id}>`),
        'none',
      ),
    ),
    line(say('adminReports'), settings.reportChannelId === undefined ? say('none') : `<#${settings.reportChannelId}>`),
    line(say('adminPrices'), list(prices, 'none')),
  )
}

function isOpen(guildId: string, { access }: GuildSettings, config: Pick<Config, 'FLUXKIT_GUILDS'>): boolean {
  const { FLUXKIT_GUILDS: guilds } = config
  return guilds === undefined ? access?.isOpen === true : isNamed(guildId, guilds) && access?.isOpen !== false
}
