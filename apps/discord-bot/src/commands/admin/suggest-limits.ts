import type { BotInteraction } from '../../discord/bot-interaction.ts'
import type { Choice } from '../../discord/discord-port.ts'
import type { LimitRule } from '../../limits/check-limits.ts'
import { foldCase } from '../../model/fold-case.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { contextFor } from '../../views/context.ts'
import { limitText } from '../../views/refusal-view.ts'
import { visibleLine } from '../../views/plain-text.ts'
import { textOption } from '../read-options.ts'
import { mayAdminister } from './change-settings.ts'

/** Source: "Application Commands", autocomplete: 25 choices, names of at most 100 characters. */
const [maxChoices, maxNameLength] = [25, 100]

/** What makes a limit this limit; one that was changed meanwhile has another id. At most 60 characters. */
export function limitId({ scope, targetId = '', per, measure, max }: LimitRule): string {
  return [scope, targetId, per, measure, max].join(':')
}

/** The limits of the server, for admins. */
export async function suggestLimits(tools: HandlerTools, interaction: BotInteraction): Promise<readonly Choice[]> {
  const { store, config } = tools
  if (interaction.guildId === null || !mayAdminister(tools, interaction)) return []
  const context = contextFor(interaction.locale, config.FLUXKIT_CURRENCY)
  const { limits } = await store.settings.get(interaction.guildId)
  const typed = foldCase(textOption(interaction, 'limit') ?? '')
  return limits
    .map((rule, index) => {
      // Choices show no mentions; the number is that of `show`.
      const target = rule.targetId === undefined ? '' : ` (${rule.scope} ${rule.targetId})`
      return {
        name: visibleLine(`${index + 1}. ${limitText(rule, context)}${target}`, maxNameLength),
        value: limitId(rule),
      }
    })
    .filter(({ name }) => foldCase(name).includes(typed))
    .slice(0, maxChoices)
}
