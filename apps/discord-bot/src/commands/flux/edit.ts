import { openDraft } from '../../pipeline/drafts.ts'
import { requestImage } from '../../pipeline/request-image.ts'
import { refuseStranger } from '../../pipeline/refuse-stranger.ts'
import { refused } from '../../limits/refusal.ts'
import type { InputSource } from '../../images/check-input-source.ts'
import type { BotInteraction } from '../../discord/bot-interaction.ts'
import { editModal } from '../../views/modals.ts'
import { refusalView } from '../../views/refusal-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { findPreset } from './find-preset.ts'
import { readRequest } from './read-request.ts'
import { suggest } from './suggestions.ts'

/** `/flux edit`: an image, as a file or a link. */
export const edit: Command = {
  async run(tools, conversation) {
    const { interaction, t } = conversation
    const image = inputImage(interaction)
    if (typeof image === 'string')
      return conversation.replyPrivately(refusalView(refused(image), undefined, conversation.context))
    const settings = await tools.store.settings.get(interaction.guildId)
    const imageUrl = image.kind === 'link' ? image.url : image.attachment.url
    const request = {
      ...readRequest(interaction, 'edit', settings, await findPreset(tools, interaction)),
      count: 1,
      imageUrl,
    }
    if (textOption(interaction, 'prompt') !== undefined) return requestImage(tools, conversation, request, image)
    if (await refuseStranger(tools, conversation)) return
    const draftId = await openDraft(tools, interaction, request)
    return conversation.openModal(editModal(draftId, request.prompt, t))
  },
  suggest: (tools, interaction) => suggest(tools, interaction, 'edit'),
}

function inputImage(interaction: BotInteraction): InputSource | 'refusedImageMissing' | 'refusedImageBoth' {
  const attachment = interaction.attachments[String(interaction.options['image'] ?? '')]
  const url = textOption(interaction, 'url')
  if (attachment && url !== undefined) return 'refusedImageBoth'
  if (attachment) return { kind: 'attachment', attachment }
  return url === undefined ? 'refusedImageMissing' : { kind: 'link', url }
}
