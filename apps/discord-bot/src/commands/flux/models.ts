import { describeSizes, models as knownModels } from '@fluxkit/core'
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
          describeSizes(model, { edition: model.isCurrent ? 'current' : 'readme' }),
          model.isCurrent ? undefined : say('olderModel'),
          model.actions.includes('edit') ? say('modelsEdits') : undefined,
          cost === undefined ? undefined : say('perPicture', { cost }),
        ]
        return `**${model.label}** (\`${model.id}\`) ${model.summary}\n-# ${facts.filter(Boolean).join(' · ')}`
      })
    await talk.tellPrivately(sayView(`**${say('modelsTitle')}**`, ...lines))
  },
}
