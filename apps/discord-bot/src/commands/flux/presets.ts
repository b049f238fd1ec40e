import { plainText } from '../../views/plain-text.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { textOption } from '../read-options.ts'
import { suggest, suggestPresets } from './suggestions.ts'

/** Autocomplete shows 25. */
const maxPresets = 25

export const savePreset: Command = {
  async run({ store }, talk) {
    const { ask, say } = talk
    const name = textOption(ask, 'name') ?? ''
    const presets = await store.presets.list(ask.userId)
    if (presets.length >= maxPresets && presets.every((preset) => preset.name !== name)) {
      return talk.tellPrivately(sayView(say('presetsFull')))
    }
    const preset = {
      name,
      text: textOption(ask, 'text') ?? '',
      model: textOption(ask, 'model'),
      size: textOption(ask, 'size'),
    }
    await store.presets.put(ask.userId, preset)
    return talk.tellPrivately(sayView(say('presetSaved', { name: plainText(name, 40) })))
  },
  suggest: (tools, ask) => suggest(tools, ask, 'generate'),
}

export const listPresets: Command = {
  async run({ store }, talk) {
    const { ask, say } = talk
    const presets = await store.presets.list(ask.userId)
    const lines = presets.map(
      ({ name, text, model, size }) =>
        `**${plainText(name, 40)}**: ${plainText([text, model, size].filter(Boolean).join(', '), 100)}`,
    )
    const view = lines.length === 0 ? sayView(say('presetsEmpty')) : sayView(`**${say('presetsTitle')}**`, ...lines)
    await talk.tellPrivately(view)
  },
}

export const removePreset: Command = {
  async run({ store }, talk) {
    const { ask, say } = talk
    const name = textOption(ask, 'preset') ?? ''
    const removed = await store.presets.remove(ask.userId, name)
    await talk.tellPrivately(
      sayView(removed ? say('presetRemoved') : say('presetUnknown', { name: plainText(name, 40) })),
    )
  },
  suggest: suggestPresets,
}

/** The obvious way back to pictures without presets. */
export const resetPresets: Command = {
  async run({ store }, talk) {
    await store.presets.erase(talk.ask.userId)
    await talk.tellPrivately(sayView(talk.say('presetsReset')))
  },
}
