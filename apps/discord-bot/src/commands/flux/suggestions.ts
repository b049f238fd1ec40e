import { findModel, models, sizeChoices, type ModelAction } from '@fluxkit/core'
import type { Ask } from '../../discord/ask.ts'
import type { Choice } from '../../discord/discord-port.ts'
import { textsFor } from '../../messages/texts.ts'
import { formatMoney, priceOf } from '../../money/money.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { settingsOf } from '../../pipeline/place-order.ts'
import { visibleLine } from '../../views/plain-text.ts'
import { sizeText } from '../../views/size-text.ts'
import { textOption } from '../read-options.ts'
import { defaultModel } from './read-request.ts'

/** Source: "Application Commands", autocomplete: 25 choices, names of at most 100 characters. */
const maxChoices = 25
const maxNameLength = 100

export async function suggest(tools: HandlerTools, ask: Ask, action: ModelAction): Promise<readonly Choice[]> {
  if (ask.focused === 'model') return suggestModels(tools, ask, action)
  if (ask.focused === 'size') return suggestSizesFor(tools, ask, action)
  return ask.focused === 'preset' ? suggestPresets(tools, ask) : []
}

async function suggestModels(tools: HandlerTools, ask: Ask, action: ModelAction): Promise<readonly Choice[]> {
  const settings = await settingsOf(tools, ask.guildId)
  const allowed = models.filter(
    (model) => model.actions.includes(action) && (settings.models.length === 0 || settings.models.includes(model.id)),
  )
  const say = textsFor(ask.locale)
  return choicesFor(
    typed(ask),
    allowed.map((model) => {
      const price = priceOf(model.id, settings.prices, tools.config.FLUXKIT_PRICES)
      const cost = price === undefined ? '' : ` (${formatMoney(price, tools.config.FLUXKIT_CURRENCY, ask.locale)})`
      const older = model.isCurrent ? '' : ` (${say('olderModel')})`
      return { name: `${model.label}${older}${cost}: ${say(`model.${model.id}`)}`, value: model.id }
    }),
  )
}

/** Sizes follow the model that stands in the other option. */
async function suggestSizesFor(tools: HandlerTools, ask: Ask, action: ModelAction): Promise<readonly Choice[]> {
  const id = textOption(ask, 'model') ?? defaultModel(action, await settingsOf(tools, ask.guildId))
  const model = findModel(id)
  return model
    ? choicesFor(
        typed(ask),
        sizeChoices(model, action).map((choice) => ({
          name: sizeText(choice, textsFor(ask.locale)),
          value: choice.size,
        })),
      )
    : []
}

export async function suggestPresets({ store }: HandlerTools, ask: Ask): Promise<readonly Choice[]> {
  const presets = await store.presets.list(ask.userId)
  return choicesFor(
    typed(ask),
    presets.map(({ name, text }) => ({ name: `${name}: ${text}`, value: name })),
  )
}

/** Pictures of the person by words of their prompt. */
export async function suggestPictures({ store }: HandlerTools, ask: Ask): Promise<readonly Choice[]> {
  const jobs = await store.jobs.history(ask.userId, { query: typed(ask), limit: maxChoices })
  return jobs.map((job) => ({ name: visibleLine(job.request.prompt, maxNameLength) || job.id, value: job.id }))
}

export async function suggestUnderWay({ store }: HandlerTools, ask: Ask): Promise<readonly Choice[]> {
  const jobs = await store.jobs.activeOf(ask.userId)
  return choicesFor(
    typed(ask),
    jobs.map((job) => ({ name: job.request.prompt, value: job.id })),
  )
}

function typed(ask: Ask): string {
  return textOption(ask, ask.focused ?? '') ?? ''
}

function choicesFor(text: string, choices: readonly Choice[]): readonly Choice[] {
  const wanted = text.toLowerCase()
  return choices
    .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
    .slice(0, maxChoices)
    .map(({ name, value }) => ({ name: visibleLine(name, maxNameLength) || value, value }))
}
