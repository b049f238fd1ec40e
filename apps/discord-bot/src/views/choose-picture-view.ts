import type { Attachment } from '../discord/attachment.ts'
import type { MessageView } from '../discord/discord-port.ts'
import { gallery, row, select, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'

/** A gallery has at most ten pictures. Source: "Component Reference", media gallery. */
const maxPictures = 10

export function choosePictureView(draftId: string, pictures: readonly Attachment[], { say }: ViewContext): MessageView {
  const shown = pictures.slice(0, maxPictures)
  const options = shown.map((_, index) => ({
    label: say('imageNumber', { number: index + 1 }),
    value: String(index),
  }))
  return {
    components: [
      textBlock([say('chooseImage')]),
      gallery(
        shown.map(({ url }, index) => ({ media: { url }, description: say('imageNumber', { number: index + 1 }) })),
      ),
      row(select({ verb: 'choosePicture', subject: draftId }, say('chooseImage'), options)),
    ],
  }
}
