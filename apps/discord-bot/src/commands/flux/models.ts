import { type FluxModel, models as knownModels, sizeChoices } from '@fluxkit/core'
import { formatMoney, priceOf } from '../../money/money.ts'
import { settingsOf } from '../../pipeline/place-order.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

/** `/flux models`: what may be used here, what for, and what it costs. */
export const models: Command = {
  async run(tools, talk) {
    const { say, ask } = talk
    const settings = await settingsOf(tools, ask.guildId)
    const lines = knownModels
      .filter((model) => settings.models.length === 0 || settings.models.includes(model.id))
      .map((model) => {
        const price = priceOf(model.id, settings.prices, tools.config.FLUXKIT_PRICES)
        const cost = price === undefined ? undefined : formatMoney(price, tools.config.FLUXKIT_CURRENCY, ask.locale)
        const facts = [
          sizesOf(model),
          model.isCurrent ? undefined : say('olderModel'),
          model.actions.includes('edit') ? say('modelsEdits') : undefined,
          cost === undefined ? undefined : say('perImage', { cost }),
        ]
        return `**${model.label}** (\`${model.id}\`) ${say(`model.${model.id}`)}\n-# ${facts.filter(Boolean).join(' · ')}`
      })
    await talk.tellPrivately(sayView(`**${say('modelsTitle')}**`, ...lines))
  },
}

/** The sizes of the current service where the model has any; those are the same in every language. */
function sizesOf(model: FluxModel): string {
  return sizeChoices(model)
    .filter(({ isCurrent }) => isCurrent === model.isCurrent)
    .map(({ size }) => size)
    .join(' ')
}
