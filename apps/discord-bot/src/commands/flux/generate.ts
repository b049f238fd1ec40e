import { placeOrder, settingsOf } from '../../pipeline/place-order.ts'
import { promptModal } from '../../views/modals.ts'
import { openDraft } from '../../pipeline/drafts.ts'
import type { Command } from '../handler.ts'
import { textOption } from '../read-options.ts'
import { findPreset } from './find-preset.ts'
import { readRequest } from './read-request.ts'
import { suggest } from './suggestions.ts'

/** `/flux generate`; without a prompt it opens a modal, where long ones with line breaks fit. */
export const generate: Command = {
  async run(tools, talk) {
    const settings = await settingsOf(tools, talk.ask.guildId)
    const preset = await findPreset(tools, talk.ask)
    const request = readRequest(talk.ask, 'generate', settings, preset)
    if (textOption(talk.ask, 'prompt') !== undefined) return placeOrder(tools, talk, request)
    const draftId = await openDraft(tools, talk.ask, request)
    return talk.openModal(promptModal(draftId, request.prompt, talk.say))
  },
  suggest: (tools, ask) => suggest(tools, ask, 'generate'),
}
