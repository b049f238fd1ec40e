import { findModel, models, sizeChoices, type ModelAction } from '@fluxkit/core'
import type { BotInteraction } from '../../discord/bot-interaction.ts'
import type { Choice } from '../../discord/discord-port.ts'
import { textsFor } from '../../language/translator.ts'
import { foldCase } from '../../model/fold-case.ts'
import type { Job } from '../../model/job.ts'
import { formatMoney, priceOf } from '../../money/money.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { nameJobs } from '../../views/name-jobs.ts'
import { visibleLine } from '../../views/plain-text.ts'
import { sizeText } from '../../views/size-text.ts'
import { textOption } from '../read-options.ts'
import { defaultModel } from '../../limits/default-model.ts'

/** Source: "Application Commands", autocomplete: 25 choices, names of at most 100 characters. */
const maxChoices = 25
const maxNameLength = 100

export async function suggest(
  tools: HandlerTools,
  interaction: BotInteraction,
  action: ModelAction,
): Promise<readonly Choice[]> {
  if (/^model(-[1-4])?$/.test(interaction.focused ?? '')) return suggestModels(tools, interaction, action)
  if (interaction.focused === 'size') return suggestSizesFor(tools, interaction, action)
  return interaction.focused === 'preset' ? suggestPresets(tools, interaction) : []
}

async function suggestModels(
  tools: HandlerTools,
  interaction: BotInteraction,
  action: ModelAction,
): Promise<readonly Choice[]> {
  const settings = await tools.store.settings.get(interaction.guildId)
  const allowed = models.filter(
    (model) => model.actions.includes(action) && (settings.models.length === 0 || settings.models.includes(model.id)),
  )
  const t = textsFor(interaction.locale)
  return choicesFor(
    typed(interaction),
    allowed.map((model) => {
      const price = priceOf(model.id, settings.prices, tools.config.FLUXKIT_PRICES)
      const cost =
        price === undefined ? '' : ` (${formatMoney(price, tools.config.FLUXKIT_CURRENCY, interaction.locale)})`
      const older = model.isCurrent ? '' : ` (${t('olderModel')})`
      return { name: `${model.label}${older}${cost}: ${t(`model.${model.id}`)}`, value: model.id }
    }),
  )
}

/** Sizes follow the model in the other option. */
async function suggestSizesFor(
  tools: HandlerTools,
  interaction: BotInteraction,
  action: ModelAction,
): Promise<readonly Choice[]> {
  const id =
    textOption(interaction, 'model') ??
    textOption(interaction, 'model-1') ??
    defaultModel(action, await tools.store.settings.get(interaction.guildId))
  const model = findModel(id)
  return model
    ? choicesFor(
        typed(interaction),
        sizeChoices(model, action).map((choice) => ({
          name: sizeText(choice, textsFor(interaction.locale)),
          value: choice.size,
        })),
      )
    : []
}

export async function suggestPresets({ store }: HandlerTools, interaction: BotInteraction): Promise<readonly Choice[]> {
  const presets = await store.presets.list(interaction.userId)
  return choicesFor(
    typed(interaction),
    presets.map(({ name, text }) => ({ name: `${name}: ${text}`, value: name })),
  )
}

/** Images of the user by words of their prompt, the newest first. */
export async function suggestImages(tools: HandlerTools, interaction: BotInteraction): Promise<readonly Choice[]> {
  const query = typed(interaction)
  const jobs = await tools.store.jobs.history(interaction.userId, { query, limit: maxChoices })
  return jobChoices(tools, interaction, jobs)
}

/** Jobs that aren't over, the newest first. */
export async function suggestRunning(tools: HandlerTools, interaction: BotInteraction): Promise<readonly Choice[]> {
  const jobs = await tools.store.jobs.activeOf(interaction.userId)
  const query = foldCase(typed(interaction))
  const wanted = jobs.filter(({ id, request }) => foldCase(`${request.prompt} ${id}`).includes(query))
  return jobChoices(tools, interaction, wanted.toReversed().slice(0, maxChoices))
}

function jobChoices({ clock }: HandlerTools, { locale }: BotInteraction, jobs: readonly Job[]): readonly Choice[] {
  const names = nameJobs(jobs, clock.now(), locale)
  return jobs.map(({ id }, at) => ({ name: names[at] ?? id, value: id }))
}

function typed(interaction: BotInteraction): string {
  return textOption(interaction, interaction.focused ?? '') ?? ''
}

function choicesFor(text: string, choices: readonly Choice[]): readonly Choice[] {
  const wanted = foldCase(text)
  return choices
    .filter(({ name, value }) => foldCase(`${name} ${value}`).includes(wanted))
    .slice(0, maxChoices)
    .map(({ name, value }) => ({ name: visibleLine(name, maxNameLength) || value, value }))
}
