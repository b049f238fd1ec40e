import type { MessageView } from '../discord/discord-port.ts'
import type { JobRequest } from '../model/job.ts'
import type { InputSource } from '../images/check-input-source.ts'
import { fitImage } from '../images/fit-image.ts'
import { gallery } from '../views/components.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'
import { refused, type Refusal } from '../limits/refusal.ts'

export type PreparedInput =
  | { readonly kind: 'ready'; readonly request: JobRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * Reads the image to edit and keeps its bytes: Discord's links expire within a day. Where the link has
 * ended, the kept image is hung on the answer, which gives it a link that the service can fetch.
 * @param progress what the answer shows
 */
export async function prepareInput(
  tools: HandlerTools,
  { interaction }: Conversation,
  request: JobRequest,
  source: InputSource,
  progress: MessageView,
): Promise<PreparedInput> {
  const { images, discord, checkInputSource, log } = tools
  const inspection = await checkInputSource.inspect(source)
  if (inspection.kind === 'refused') return inspection
  if (inspection.kind === 'fine') {
    const { image } = inspection
    if (!image) return { kind: 'ready', request }
    const input = await images.save(image.bytes, image.extension).catch((error: unknown) => {
      // Its link works: the stored copy is only needed later.
      log.warn({ jobId: interaction.id, error }, 'an image to edit could not be kept')
      return undefined
    })
    return { kind: 'ready', request: { ...request, input, imageSize: image.size } }
  }
  const gone: PreparedInput = { kind: 'refused', refusal: refused('refusedImageGone') }
  const bytes = request.input && (await images.read(request.input))
  if (!bytes || !request.input) return gone
  const fitted = await fitImage({ bytes, extension: request.input.extension }, interaction.attachmentLimitBytes)
  if (!fitted) return gone
  const name = `input.${fitted.extension}`
  const shown = await discord.editReply(interaction, {
    components: [...progress.components, gallery([{ media: { url: `attachment://${name}` } }])],
    files: [{ name, bytes: fitted.bytes }],
  })
  const [imageUrl] = shown.pictureUrls
  return imageUrl === undefined ? gone : { kind: 'ready', request: { ...request, imageUrl } }
}
