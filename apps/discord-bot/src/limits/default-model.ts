import { defaultModelIds, models, type ModelAction } from '@fluxkit/core'
import type { GuildSettings } from './guild-settings.ts'

/** The usual model, or the first that is allowed here. */
export function defaultModel(action: ModelAction, settings: GuildSettings): string {
  const usual = defaultModelIds[action]
  if (settings.models.length === 0 || settings.models.includes(usual)) return usual
  const allowed = models.find((model) => settings.models.includes(model.id) && model.actions.includes(action))
  return allowed?.id ?? usual
}
