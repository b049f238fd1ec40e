import { windowAt } from '../../limits/limits.ts'
import { rulesFor } from '../../limits/rules-for.ts'
import { formatMoney } from '../../money/money.ts'
import { limitText } from '../../views/refusal-view.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

/** `/flux usage`: what one has used here, and which limits there are. */
export const usage: Command = {
  async run(tools, conversation) {
    const { interaction, t, context } = conversation
    const lines: string[] = []
    for (const per of ['hour', 'day', 'month'] as const) {
      const sinceMs = windowAt(per, tools.clock.now()).startMs
      const used = await tools.store.jobs.usage(interaction.guildId, { scope: 'user', id: interaction.userId, sinceMs })
      const cost = formatMoney(used.units, tools.config.FLUXKIT_CURRENCY, interaction.locale)
      lines.push(t('usageLine', { window: per, images: used.images, cost }))
    }
    const rules = rulesFor(interaction.guildId, await tools.store.settings.get(interaction.guildId), tools.config)
    // Members don't see what the operator spends on everybody.
    const limits = rules.filter(({ scope }) => scope !== 'all').map((rule) => limitText(rule, context))
    await conversation.replyPrivately(textView(`**${t('usageTitle')}**`, ...lines, ...limits))
  },
}
