import type { BotInteraction } from '../../discord/bot-interaction.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import type { Preset } from '../../store/store.ts'
import { textOption } from '../read-options.ts'

/** The preset that the option names, if the user has it. */
export async function findPreset({ store }: HandlerTools, interaction: BotInteraction): Promise<Preset | undefined> {
  const name = textOption(interaction, 'preset')
  return name === undefined
    ? undefined
    : (await store.presets.list(interaction.userId)).find((preset) => preset.name === name)
}
