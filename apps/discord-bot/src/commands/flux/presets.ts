import { plainText } from '../../views/plain-text.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { suggest, suggestPresets } from './suggestions.ts'

/** Autocomplete shows 25. */
const maxPresets = 25

export const savePreset: Command = {
  async run({ store }, conversation) {
    const { interaction, t } = conversation
    const name = textOption(interaction, 'name') ?? ''
    const presets = await store.presets.list(interaction.userId)
    if (presets.length >= maxPresets && presets.every((preset) => preset.name !== name)) {
      return conversation.replyPrivately(textView(t('presetsFull')))
    }
    const preset = {
      name,
      text: textOption(interaction, 'text') ?? '',
      model: textOption(interaction, 'model'),
      size: textOption(interaction, 'size'),
    }
    await store.presets.put(interaction.userId, preset)
    return conversation.replyPrivately(textView(t('presetSaved', { name: plainText(name, 40) })))
  },
  suggest: (tools, interaction) => suggest(tools, interaction, 'generate'),
}

export const listPresets: Command = {
  async run({ store }, conversation) {
    const { interaction, t } = conversation
    const presets = await store.presets.list(interaction.userId)
    const lines = presets.map(
      ({ name, text, model, size }) =>
        `**${plainText(name, 40)}**: ${plainText([text, model, size].filter(Boolean).join(', '), 100)}`,
    )
    const view = lines.length === 0 ? textView(t('presetsEmpty')) : textView(`**${t('presetsTitle')}**`, ...lines)
    await conversation.replyPrivately(view)
  },
}

export const removePreset: Command = {
  async run({ store }, conversation) {
    const { interaction, t } = conversation
    const name = textOption(interaction, 'preset') ?? ''
    const removed = await store.presets.remove(interaction.userId, name)
    await conversation.replyPrivately(
      textView(removed ? t('presetRemoved') : t('presetUnknown', { name: plainText(name, 40) })),
    )
  },
  suggest: suggestPresets,
}

/** The way back to images without presets. */
export const resetPresets: Command = {
  async run({ store }, conversation) {
    await store.presets.erase(conversation.interaction.userId)
    await conversation.replyPrivately(textView(conversation.t('presetsReset')))
  },
}
