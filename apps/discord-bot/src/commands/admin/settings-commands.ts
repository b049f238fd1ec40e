import { findModel } from '@fluxkit/core'
import { isNamed } from '../../access/may-spend.ts'
import type { LimitRule } from '../../limits/check-limits.ts'
import { parseMoney } from '../../money/money.ts'
import type { Command } from '../../pipeline/handler.ts'
import { flagOption, numberOption, textOption } from '../read-options.ts'
import { changeSettings } from './change-settings.ts'
import { limitId, suggestLimits } from './suggest-limits.ts'

export const addLimit: Command = changeSettings((interaction, settings) => {
  const measure = textOption(interaction, 'measure') === 'money' ? 'money' : 'images'
  const amount = textOption(interaction, 'max') ?? ''
  const max = measure === 'money' ? parseMoney(amount) : /^\d{1,9}$/.test(amount) ? Number(amount) : undefined
  if (max === undefined) return { wrong: 'adminBadAmount' }
  const role = textOption(interaction, 'role')
  const channel = textOption(interaction, 'channel')
  const scope = role ? 'role' : channel ? 'channel' : (textOption(interaction, 'for') as 'user' | 'channel' | 'guild')
  const rule: LimitRule = {
    scope,
    per: textOption(interaction, 'per') as LimitRule['per'],
    measure,
    max,
    ...((role ?? channel) !== undefined && { targetId: role ?? channel }),
  }
  // One rule for one thing: the new one replaces the old.
  const others = settings.limits.filter(
    (other) =>
      other.scope !== rule.scope ||
      other.targetId !== rule.targetId ||
      other.per !== rule.per ||
      other.measure !== measure,
  )
  return { ...settings, limits: [...others, rule] }
})

/** Nobody but the application's owner spends here any more. */
export const closeGuild: Command = changeSettings((interaction, settings, { clock }) => ({
  ...settings,
  access: { isOpen: false, byUserId: interaction.userId, atMs: Math.round(clock.now()) },
}))

/** Admins open again what they have closed, where the operator has named their server; others need the owner. */
export const openGuild: Command = changeSettings((interaction, settings, { clock, config, owners }) => {
  if (!owners().has(interaction.userId) && !isNamed(interaction.guildId ?? '', config.FLUXKIT_GUILDS))
    return { wrong: 'adminNotOwner' }
  return { ...settings, access: { isOpen: true, byUserId: interaction.userId, atMs: Math.round(clock.now()) } }
})

/** By what the limit is, not by its position: another admin may have changed the list meanwhile. */
export const removeLimit: Command = {
  ...changeSettings((interaction, settings) => {
    const chosen = textOption(interaction, 'limit')
    const limits = settings.limits.filter((rule) => limitId(rule) !== chosen)
    return limits.length === settings.limits.length ? { wrong: 'adminNoSuchLimit' } : { ...settings, limits }
  }),
  suggest: suggestLimits,
}

export const allowModel: Command = changeSettings((interaction, settings) => {
  const model = textOption(interaction, 'model') ?? ''
  if (!findModel(model)) return { wrong: 'adminUnknownModel', model }
  return { ...settings, models: withOrWithout(settings.models, model, flagOption(interaction, 'allowed') ?? true) }
})

export const allowChannel: Command = changeSettings((interaction, settings) => {
  const channel = textOption(interaction, 'channel') ?? ''
  return {
    ...settings,
    channelIds: withOrWithout(settings.channelIds, channel, flagOption(interaction, 'allowed') ?? true),
  }
})

export const setMaxCount: Command = changeSettings((interaction, settings) => ({
  ...settings,
  maxCount: numberOption(interaction, 'max') ?? settings.maxCount,
}))

export const setPrivate: Command = changeSettings((interaction, settings) => ({
  ...settings,
  privateByDefault: flagOption(interaction, 'on') ?? settings.privateByDefault,
}))

export const setCosts: Command = changeSettings((interaction, settings) => ({
  ...settings,
  showCosts: flagOption(interaction, 'on') ?? settings.showCosts,
}))

export const setRetention: Command = changeSettings((interaction, settings) => ({
  ...settings,
  retentionDays: numberOption(interaction, 'days') ?? settings.retentionDays,
}))

export const blockUser: Command = changeSettings((interaction, settings) => ({
  ...settings,
  blockedUserIds: withOrWithout(
    settings.blockedUserIds,
    textOption(interaction, 'user') ?? '',
    flagOption(interaction, 'blocked') ?? true,
  ),
}))

/** Without a channel reports are off. */
export const setReports: Command = changeSettings((interaction, settings) => ({
  ...settings,
  reportChannelId: textOption(interaction, 'channel'),
}))

export const setPrice: Command = changeSettings((interaction, settings) => {
  const model = textOption(interaction, 'model') ?? ''
  if (!findModel(model)) return { wrong: 'adminUnknownModel', model }
  const units = parseMoney(textOption(interaction, 'price') ?? '')
  return units === undefined
    ? { wrong: 'adminBadAmount' }
    : { ...settings, prices: { ...settings.prices, [model]: units } }
})

/** The most that this server may spend in a month; without an amount the stop is lifted. */
export const setMonthlyStop: Command = changeSettings((interaction, settings) => {
  const amount = textOption(interaction, 'amount')
  const max = amount === undefined ? undefined : parseMoney(amount)
  if (amount !== undefined && max === undefined) return { wrong: 'adminBadAmount' }
  const others = settings.limits.filter(
    ({ scope, per, measure }) => scope !== 'guild' || per !== 'month' || measure !== 'money',
  )
  return {
    ...settings,
    limits: max === undefined ? others : [...others, { scope: 'guild', per: 'month', measure: 'money', max }],
  }
})

function withOrWithout(list: readonly string[], item: string, isIn: boolean): readonly string[] {
  const others = list.filter((other) => other !== item)
  return isIn ? [...others, item] : others
}
