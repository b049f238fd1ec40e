import { requestImage } from '../../pipeline/request-image.ts'
import { refuseStranger } from '../../pipeline/refuse-stranger.ts'
import { promptModal } from '../../views/modals.ts'
import { openDraft } from '../../pipeline/drafts.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { findPreset } from './find-preset.ts'
import { readRequest } from './read-request.ts'
import { suggest } from './suggestions.ts'

/** `/flux generate`; without a prompt it opens a modal, where long ones with line breaks fit. */
export const generate: Command = {
  async run(tools, conversation) {
    const settings = await tools.store.settings.get(conversation.interaction.guildId)
    const preset = await findPreset(tools, conversation.interaction)
    const request = readRequest(conversation.interaction, 'generate', settings, preset)
    if (textOption(conversation.interaction, 'prompt') !== undefined) return requestImage(tools, conversation, request)
    if (await refuseStranger(tools, conversation)) return
    const draftId = await openDraft(tools, conversation.interaction, request)
    return conversation.openModal(promptModal(draftId, request.prompt, conversation.t))
  },
  suggest: (tools, interaction) => suggest(tools, interaction, 'generate'),
}
