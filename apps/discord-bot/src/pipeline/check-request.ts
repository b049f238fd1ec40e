import { checkSize, findModel, models } from '@fluxkit/core'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { JobRequest } from '../model/job.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import { missingPermissions } from '../access/permissions.ts'
import { maxPromptLength } from '../limits/max-prompt-length.ts'
import { refused, type Refusal } from '../limits/refusal.ts'

/** Everything that can be known without asking anybody. @returns the first thing that is wrong */
export function checkRequest(
  interaction: BotInteraction,
  request: JobRequest,
  settings: GuildSettings,
): Refusal | undefined {
  return checkChannel(interaction, request, settings) ?? checkOptions(request, settings)
}

function checkChannel(interaction: BotInteraction, request: JobRequest, settings: GuildSettings): Refusal | undefined {
  const { channelIds } = settings
  const isAllowed =
    channelIds.length === 0 ||
    [interaction.channelId, interaction.parentChannelId ?? ''].some((id) => channelIds.includes(id))
  if (!isAllowed) return refused('refusedChannel', { channels: channelIds.map((id) => `<#${id}>`).join(' ') })
  const missing =
    interaction.guildId === null || request.private
      ? []
      : missingPermissions(interaction.botPermissions, interaction.isThread)
  return missing.length > 0 ? refused('refusedPermission', { permissions: missing.join(' ') }) : undefined
}

function checkOptions(request: JobRequest, settings: GuildSettings): Refusal | undefined {
  const { prompt, model: id, action, size, count } = request
  const length = prompt.trim().length
  if (length === 0 || length > maxPromptLength) return refused('refusedPrompt', { max: maxPromptLength })
  const model = findModel(id)
  if (!model) return refused('refusedUnknownModel', { model: id })
  if (settings.models.length > 0 && !settings.models.includes(id)) {
    return refused('refusedModel', { model: id, models: settings.models.join(', ') })
  }
  if (!model.actions.includes(action)) {
    const able = models.filter((other) => other.actions.includes(action)).map((other) => other.id)
    return refused('refusedAction', { model: id, models: able.join(', ') })
  }
  const check = size === undefined ? undefined : checkSize(model, size, { action })
  if (check?.ok === false)
    return refused('refusedSize', { model: model.label, size: size ?? '', nearest: check.nearest })
  return count > settings.maxCount ? refused('refusedCount', { max: settings.maxCount }) : undefined
}
