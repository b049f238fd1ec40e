import { defaultModelIds, findModel, models, type ModelAction } from '@fluxkit/core'
import type { BotInteraction } from '../../discord/bot-interaction.ts'
import type { JobRequest } from '../../model/job.ts'
import type { GuildSettings } from '../../limits/guild-settings.ts'
import type { Preset } from '../../store/store.ts'
import { flagOption, numberOption, textOption } from '../read-options.ts'

/** What the options of `/flux generate` and `/flux edit` ask for, with presets and defaults filled in. */
export function readRequest(
  interaction: BotInteraction,
  action: ModelAction,
  settings: GuildSettings,
  preset: Preset | undefined,
): Omit<JobRequest, 'imageUrl'> {
  const prompt = [textOption(interaction, 'prompt'), preset?.text].filter(Boolean).join(', ')
  return {
    action,
    prompt,
    model: textOption(interaction, 'model') ?? usable(preset?.model, action) ?? defaultModel(action, settings),
    size: textOption(interaction, 'size') ?? preset?.size,
    count: numberOption(interaction, 'count') ?? 1,
    private: flagOption(interaction, 'private') ?? settings.privateByDefault,
    spoiler: flagOption(interaction, 'spoiler') ?? false,
  }
}

/** The usual model, or the first that is allowed here. */
export function defaultModel(action: ModelAction, settings: GuildSettings): string {
  const usual = defaultModelIds[action]
  if (settings.models.length === 0 || settings.models.includes(usual)) return usual
  const allowed = models.find((model) => settings.models.includes(model.id) && model.actions.includes(action))
  return allowed?.id ?? usual
}

function usable(model: string | undefined, action: ModelAction): string | undefined {
  return model !== undefined && findModel(model)?.actions.includes(action) ? model : undefined
}
