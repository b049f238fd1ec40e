import { windowAt } from '../../limits/check-limits.ts'
import { rulesFor } from '../../limits/rules-for.ts'
import { formatMoney } from '../../money/money.ts'
import { limitText } from '../../views/refusal-view.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

/** `/flux usage`: what one has used here, and which limits there are. */
export const usage: Command = {
  async run(tools, conversation) {
    const { interaction, t, context } = conversation
    const windows = ['hour', 'day', 'month'] as const
    const queries = windows.map((per) => {
      return { scope: 'user', id: interaction.userId, sinceMs: windowAt(per, tools.clock.now()).startMs } as const
    })
    const usages = await tools.store.jobs.usages(interaction.guildId, queries)
    const lines = windows.map((window, at) => {
      const { images, units } = usages[at] ?? { images: 0, units: 0 }
      const cost = formatMoney(units, tools.config.FLUXKIT_CURRENCY, interaction.locale)
      return t('usageLine', { window, images, cost })
    })
    const rules = rulesFor(interaction.guildId, await tools.store.settings.get(interaction.guildId), tools.config)
    // Members don't see what the operator spends on everybody.
    const limits = rules.filter(({ scope }) => scope !== 'all').map((rule) => limitText(rule, context))
    await conversation.replyPrivately(textView(`**${t('usageTitle')}**`, ...lines, ...limits))
  },
}
