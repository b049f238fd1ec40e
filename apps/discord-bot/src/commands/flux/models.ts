import { type FluxModel, models as knownModels, sizeChoices } from '@fluxkit/core'
import { formatMoney, priceOf } from '../../money/money.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

/** `/flux models`: what may be used here, what for, and what it costs. */
export const models: Command = {
  async run(tools, conversation) {
    const { t, interaction } = conversation
    const settings = await tools.store.settings.get(interaction.guildId)
    const lines = knownModels
      .filter((model) => settings.models.length === 0 || settings.models.includes(model.id))
      .map((model) => {
        const price = priceOf(model.id, settings.prices, tools.config.FLUXKIT_PRICES)
        const cost =
          price === undefined ? undefined : formatMoney(price, tools.config.FLUXKIT_CURRENCY, interaction.locale)
        const facts = [
          sizesOf(model),
          model.isCurrent ? undefined : t('olderModel'),
          model.actions.includes('edit') ? t('modelsEdits') : undefined,
          cost === undefined ? undefined : t('perImage', { cost }),
        ]
        return `**${model.label}** (\`${model.id}\`) ${t(`model.${model.id}`)}\n-# ${facts.filter(Boolean).join(' · ')}`
      })
    await conversation.replyPrivately(textView(`**${t('modelsTitle')}**`, ...lines))
  },
}

/** The sizes of the current service where the model has any; those are the same in every language. */
function sizesOf(model: FluxModel): string {
  return sizeChoices(model)
    .filter(({ isCurrent }) => isCurrent === model.isCurrent)
    .map(({ size }) => size)
    .join(' ')
}
