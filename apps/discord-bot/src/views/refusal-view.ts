import { languageFor } from '@fluxkit/messages'
import type { PostingPermission } from '../access/permissions.ts'
import type { MessageView } from '../discord/discord-port.ts'
import type { LimitRule } from '../limits/check-limits.ts'
import { formatMoney } from '../money/money.ts'
import type { Refusal, RefusalMessage } from '../limits/refusal.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

/** @param draftId keeps the words for the button *Edit and retry* */
export function refusalView(refusal: Refusal, draftId: string | undefined, context: ViewContext): MessageView {
  const { t } = context
  return {
    components: [
      textBlock([`🚫 ${message(refusal, context)}`, smallPrint([t('chargedNo')])]),
      ...(draftId === undefined
        ? []
        : [row(button({ verb: 'retry', subject: draftId }, t('retry'), { style: 'primary', emoji: '✏️' }))]),
    ],
  }
}

function message(refusal: Refusal, context: ViewContext): string {
  const { t } = context
  if (refusal.kind === 'message') return refusalText(refusal.message, context)
  if (refusal.kind === 'access') {
    const { denied } = refusal
    if (denied.kind === 'closed') return t('refusedClosed')
    return t(denied.kind === 'guild' ? 'refusedGuild' : 'refusedUser', { id: denied.id, line: denied.line })
  }
  const { rule, used, endsMs } = refusal.refusal
  const { per, scope, max } = rule
  const ends = `<t:${Math.round(endsMs / 1000)}:R>`
  return rule.measure === 'images'
    ? t('refusedLimitImages', { max, per, scope, used, ends })
    : t('refusedLimitMoney', { max: money(max, context), per, scope, used: money(used, context), ends })
}

/** `refused` has checked the placeholders of the message. What a user has typed may be in them; numbers choose plurals. */
function refusalText({ key, values = {} }: RefusalMessage, context: ViewContext): string {
  const safe = Object.entries(values).map(([name, value]) => [name, shown(name, value, context)])
  return (context.t as (key: string, values: unknown) => string)(key, Object.fromEntries(safe))
}

function shown(name: string, value: string | number, { t, locale }: ViewContext): string | number {
  if (name === 'channels' || typeof value === 'number') return value
  if (name !== 'permissions') return plainText(value, 300)
  const names = value.split(' ').map((id) => t(`permission.${id as PostingPermission}`))
  return new Intl.ListFormat(languageFor(locale), { type: 'conjunction' }).format(names)
}

/** A rule as lists show it. */
export function limitText({ max, per, scope, measure }: LimitRule, context: ViewContext): string {
  return measure === 'images'
    ? context.t('usageLimitImages', { max, per, scope })
    : context.t('usageLimitMoney', { max: money(max, context), per, scope })
}

function money(units: number, { currency, locale }: ViewContext): string {
  return formatMoney(units, currency, locale)
}
