import type { MessageView } from '../discord/discord-port.ts'
import type { JobRequest } from '../job/job.ts'
import type { InputPicture } from '../pictures/check-input-picture.ts'
import { fitPicture } from '../pictures/fit-picture.ts'
import { gallery } from '../views/components.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'
import { refused, type Refusal } from './refusal.ts'

export type PreparedInput =
  | { readonly kind: 'ready'; readonly request: JobRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * Looks at the picture that shall be edited and keeps its bytes: links of Discord end within a day. Where the link has
 * ended, the kept picture is hung on the answer, which gives it a link that the service can fetch.
 * @param progress what the answer shows
 */
export async function prepareInput(
  tools: HandlerTools,
  { ask }: Conversation,
  request: JobRequest,
  picture: InputPicture,
  progress: MessageView,
): Promise<PreparedInput> {
  const { pictures, discord, checkInputPicture } = tools
  const looked = await checkInputPicture.look(picture)
  if (looked.kind === 'refused') return looked
  if (looked.kind === 'fine') {
    const { image } = looked
    if (!image) return { kind: 'ready', request }
    const input = await pictures.save(image.bytes, image.extension)
    return { kind: 'ready', request: { ...request, input, imageSize: image.size } }
  }
  const gone: PreparedInput = { kind: 'refused', refusal: refused('refusedImageGone') }
  const bytes = request.input && (await pictures.read(request.input))
  if (!bytes || !request.input) return gone
  const fitted = await fitPicture({ bytes, extension: request.input.extension }, ask.attachmentLimitBytes)
  if (!fitted) return gone
  const name = `input.${fitted.extension}`
  const shown = await discord.editReply(ask, {
    components: [...progress.components, gallery([{ media: { url: `attachment://${name}` } }])],
    files: [{ name, bytes: fitted.bytes }],
  })
  const [imageUrl] = shown.pictureUrls
  return imageUrl === undefined ? gone : { kind: 'ready', request: { ...request, imageUrl } }
}
