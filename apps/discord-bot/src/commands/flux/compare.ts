import { confirmComparison } from '../../pipeline/compare.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { readRequest } from './read-request.ts'
import { suggest } from './suggestions.ts'

const modelOptions = ['model-1', 'model-2', 'model-3', 'model-4'] as const

/** `/flux compare`: one prompt with several models. Shows what it costs, and submits nothing. */
export const compare: Command = {
  async run(tools, conversation) {
    const { interaction } = conversation
    const settings = await tools.store.settings.get(interaction.guildId)
    const request = readRequest(interaction, 'generate', settings, undefined)
    const models = modelOptions.flatMap((name) => textOption(interaction, name) ?? [])
    await confirmComparison(tools, conversation, request, [...new Set(models)])
  },
  suggest: (tools, interaction) => suggest(tools, interaction, 'generate'),
}
