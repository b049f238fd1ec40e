import { openDraft } from '../../pipeline/drafts.ts'
import { placeOrder, settingsOf } from '../../pipeline/place-order.ts'
import { refused } from '../../pipeline/refusal.ts'
import type { InputPicture } from '../../pictures/check-input-picture.ts'
import type { Ask } from '../../discord/ask.ts'
import { editModal } from '../../views/modals.ts'
import { refusalView } from '../../views/refusal-view.ts'
import type { Command } from '../handler.ts'
import { textOption } from '../read-options.ts'
import { findPreset } from './find-preset.ts'
import { readRequest } from './read-request.ts'
import { suggest } from './suggestions.ts'

/** `/flux edit`: a picture as a file or by its link. */
export const edit: Command = {
  async run(tools, talk) {
    const { ask, say } = talk
    const picture = inputPicture(ask)
    if (typeof picture === 'string') return talk.tellPrivately(refusalView(refused(picture), undefined, talk.context))
    const settings = await settingsOf(tools, ask.guildId)
    const imageUrl = picture.kind === 'link' ? picture.url : picture.attachment.url
    const request = { ...readRequest(ask, 'edit', settings, await findPreset(tools, ask)), count: 1, imageUrl }
    if (textOption(ask, 'prompt') !== undefined) return placeOrder(tools, talk, request, picture)
    const draftId = await openDraft(tools, ask, request)
    return talk.openModal(editModal(draftId, request.prompt, say))
  },
  suggest: (tools, ask) => suggest(tools, ask, 'edit'),
}

function inputPicture(ask: Ask): InputPicture | 'refusedImageMissing' | 'refusedImageBoth' {
  const attachment = ask.attachments[String(ask.options['image'] ?? '')]
  const url = textOption(ask, 'url')
  if (attachment && url !== undefined) return 'refusedImageBoth'
  if (attachment) return { kind: 'attachment', attachment }
  return url === undefined ? 'refusedImageMissing' : { kind: 'link', url }
}
