import { findModel, type ModelAction } from '@fluxkit/core'
import type { BotInteraction } from '../../discord/bot-interaction.ts'
import type { JobRequest, SentField } from '../../model/job.ts'
import { defaultModel } from '../../limits/default-model.ts'
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
    // The image of an edit is read by `edit.ts`.
  } satisfies Record<Exclude<SentField, 'imageUrl' | 'imageSize'> | 'action' | 'private' | 'spoiler', unknown>
}

function usable(model: string | undefined, action: ModelAction): string | undefined {
  return model !== undefined && findModel(model)?.actions.includes(action) ? model : undefined
}
