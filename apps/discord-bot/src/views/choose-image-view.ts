import type { ComponentId } from '../discord/custom-id.ts'
import type { Attachment } from '../discord/attachment.ts'
import type { MessageView } from '../discord/discord-port.ts'
import { gallery, row, select, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'

/** A gallery has at most ten images. Source: "Component Reference", media gallery. */
const maxImages = 10

/** @param id of the menu: what happens with the image that is chosen */
export function chooseImageView(id: ComponentId, images: readonly Attachment[], { t }: ViewContext): MessageView {
  const shown = images.slice(0, maxImages)
  const options = shown.map((_, index) => ({
    label: t('imageNumber', { number: index + 1 }),
    value: String(index),
  }))
  return {
    components: [
      textBlock([t('chooseImage')]),
      gallery(
        shown.map(({ url }, index) => ({ media: { url }, description: t('imageNumber', { number: index + 1 }) })),
      ),
      row(select(id, t('chooseImage'), options)),
    ],
  }
}
