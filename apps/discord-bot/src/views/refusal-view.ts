import type { MessageView } from '../discord/discord-port.ts'
import type { LimitRule } from '../limits/limits.ts'
import { formatMoney } from '../money/money.ts'
import type { BotTranslate } from '../messages/texts.ts'
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
  if (refusal.kind === 'message') return refusalText(refusal.message, t)
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
function refusalText({ key, values = {} }: RefusalMessage, t: BotTranslate): string {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    name === 'channels' || typeof value === 'number' ? value : plainText(value, 300),
  ])
  return (t as (key: string, values: unknown) => string)(key, Object.fromEntries(safe))
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
