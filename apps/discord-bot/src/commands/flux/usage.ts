import { windowAt } from '../../limits/limits.ts'
import { rulesFor } from '../../limits/rules-for.ts'
import { formatMoney } from '../../money/money.ts'
import { settingsOf } from '../../pipeline/place-order.ts'
import { limitText } from '../../views/refusal-view.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

/** `/flux usage`: what one has used here, and which limits there are. */
export const usage: Command = {
  async run(tools, talk) {
    const { ask, say, context } = talk
    const lines: string[] = []
    for (const per of ['hour', 'day', 'month'] as const) {
      const sinceMs = windowAt(per, tools.clock.now()).startMs
      const used = await tools.store.jobs.usage(ask.guildId, { scope: 'user', id: ask.userId, sinceMs })
      const cost = formatMoney(used.units, tools.config.FLUXKIT_CURRENCY, ask.locale)
      lines.push(say('usageLine', { window: per, images: used.images, cost }))
    }
    const rules = rulesFor(ask.guildId, await settingsOf(tools, ask.guildId), tools.config)
    // What the operator spends on everybody is no member's business.
    const limits = rules.filter(({ scope }) => scope !== 'all').map((rule) => limitText(rule, context))
    await talk.tellPrivately(sayView(`**${say('usageTitle')}**`, ...lines, ...limits))
  },
}
