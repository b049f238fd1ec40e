import type { MessageView } from '../discord/discord-port.ts'
import type { LimitRule } from '../limits/limits.ts'
import { formatMoney } from '../money/money.ts'
import type { Refusal } from '../pipeline/refusal.ts'
import { button, row, smallPrint, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'
import { plainText } from './plain-text.ts'

const perKeys = { hour: 'perHour', day: 'perDay', month: 'perMonth' } as const
const scopeKeys = {
  user: 'scopeUser',
  role: 'scopeRole',
  channel: 'scopeChannel',
  guild: 'scopeGuild',
  all: 'scopeAll',
} as const

/** @param draftId keeps the words for the button *Edit and retry* */
export function refusalView(refusal: Refusal, draftId: string | undefined, context: ViewContext): MessageView {
  const { say } = context
  return {
    components: [
      textBlock([`🚫 ${sentence(refusal, context)}`, smallPrint([say('chargedNo')])]),
      ...(draftId === undefined
        ? []
        : [row(button({ verb: 'retry', subject: draftId }, say('retry'), { style: 'primary', emoji: '✏️' }))]),
    ],
  }
}

function sentence(refusal: Refusal, context: ViewContext): string {
  const { say } = context
  if (refusal.kind === 'said') {
    // What a person has typed may stand in it.
    const fill = Object.entries(refusal.fill ?? {}).map(([name, value]) => [
      name,
      name === 'channels' ? value : plainText(String(value), 300),
    ])
    return say(refusal.key, Object.fromEntries(fill) as Record<string, string>)
  }
  if (refusal.kind === 'access') {
    const { denied } = refusal
    if (denied.kind === 'closed') return say('refusedClosed')
    return say(denied.kind === 'guild' ? 'refusedGuild' : 'refusedUser', { id: denied.id, line: denied.line })
  }
  const { rule, used, endsMs } = refusal.refusal
  const ends = `<t:${Math.round(endsMs / 1000)}:R>`
  const key = rule.measure === 'images' ? 'refusedLimitImages' : 'refusedLimitMoney'
  return say(key, { ...describeLimit(rule, context), used: amount(used, rule, context), ends })
}

/** A rule in words: `max`, `per` and `scope` of the sentences about limits. */
export function describeLimit(rule: LimitRule, context: ViewContext): Record<'max' | 'per' | 'scope', string> {
  return {
    max: amount(rule.max, rule, context),
    per: context.say(perKeys[rule.per]),
    scope: context.say(scopeKeys[rule.scope]),
  }
}

function amount(value: number, { measure }: LimitRule, { currency, locale }: ViewContext): string {
  return measure === 'money' ? formatMoney(value, currency, locale) : String(value)
}
