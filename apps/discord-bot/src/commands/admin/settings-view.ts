import { isOpenGuild } from '../../access/may-spend.ts'
import type { Config } from '../../config/config.ts'
import type { MessageView } from '../../discord/discord-port.ts'
import { formatMoney, priceOf } from '../../money/money.ts'
import type { GuildSettings } from '../../limits/guild-settings.ts'
import type { ViewContext } from '../../views/context.ts'
import { limitText } from '../../views/refusal-view.ts'
import { textView } from '../../views/text-view.ts'

/** All settings of a server; limits with the numbers that `limits remove` lists. */
export function settingsView(
  title: string,
  guildId: string,
  settings: GuildSettings,
  config: Pick<Config, 'FLUXKIT_PRICES' | 'FLUXKIT_RETENTION_DAYS' | 'FLUXKIT_GUILDS'>,
  context: ViewContext,
): MessageView {
  const { t, currency, locale } = context
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
    items.length > 0 ? items.join(', ') : t(empty)
  const line = (name: string, value: string): string => `**${name}**: ${value}`
  return textView(
    title,
    line(t('adminAccess'), t(isOpenGuild(guildId, settings.access, config) ? 'adminOpen' : 'adminClosed')),
    line(t('adminLimits'), limits.length > 0 ? `\n${limits.join('\n')}` : t('none')),
    line(t('adminModels'), list(settings.models, 'all')),
    line(
      t('adminChannels'),
      list(
        settings.channelIds.map((id) => `<#${id}>`),
        'all',
      ),
    ),
    line(t('adminMaxCount'), String(settings.maxCount)),
    line(t('adminPrivate'), t(settings.privateByDefault ? 'yes' : 'no')),
    line(t('adminCosts'), t(settings.showCosts ? 'yes' : 'no')),
    line(t('adminRetention'), t('adminDays', { days: settings.retentionDays ?? config.FLUXKIT_RETENTION_DAYS })),
    line(
      t('adminBlocked'),
      list(
        settings.blockedUserIds.slice(0, 40).map((id) => `<@${id}>`),
        'none',
      ),
    ),
    line(t('adminReports'), settings.reportChannelId === undefined ? t('none') : `<#${settings.reportChannelId}>`),
    line(t('adminPrices'), list(prices, 'none')),
  )
}
