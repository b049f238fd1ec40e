import { EmbedType, type APIAttachment, type APIEmbed, type APIMessage } from 'discord.js'
import type { Attachment } from './attachment.ts'

export function readAttachment(file: APIAttachment): Attachment {
  return {
    url: file.url,
    name: file.filename,
    sizeBytes: file.size,
    contentType: file.content_type,
    width: file.width ?? undefined,
    height: file.height ?? undefined,
  }
}

type Shown = Partial<Pick<APIMessage, 'attachments' | 'embeds' | 'components'>>

/** All images of a message in the order they are seen: files, galleries and thumbnails, embeds of links, forwarded ones. */
export function imagesOf(message: Shown & Pick<Partial<APIMessage>, 'message_snapshots'>): Attachment[] {
  // A forwarded message only has what the original showed at the time.
  const forwarded = (message.message_snapshots ?? []).map((snapshot): Shown => snapshot.message)
  const all = [message, ...forwarded].flatMap(imagesIn)
  return all.filter((image, index) => all.findIndex((other) => other.url === image.url) === index)
}

function imagesIn(message: Shown): Attachment[] {
  const files = (message.attachments ?? []).map(readAttachment).filter(isImage)
  const shown = mediaIn(message.components ?? [])
  return [...files, ...shown, ...(message.embeds ?? []).flatMap(linkedImages)]
}

/** An embed shows a large image or, without one, a small one. */
function linkedImages({ image, thumbnail, type }: APIEmbed): Attachment[] {
  const shown = image ?? (type === EmbedType.Image || type === EmbedType.Rich ? thumbnail : undefined)
  return shown ? [{ url: shown.url, name: 'link', sizeBytes: 0, width: shown.width, height: shown.height }] : []
}

function isImage({ contentType = '' }: Attachment): boolean {
  return contentType.startsWith('image/')
}

function mediaIn(components: readonly unknown[]): Attachment[] {
  return components.flatMap((component) => {
    if (typeof component !== 'object' || component === null) return []
    const { media, items, components: inner, accessory }: Record<string, unknown> = { ...component }
    const own = isMedia(media)
      ? [
          {
            url: media.url,
            name: 'image',
            sizeBytes: 0,
            contentType: media.content_type ?? undefined,
            ...sides(media),
          },
        ]
      : []
    const lists = [items, inner, [accessory]].filter((list): list is unknown[] => Array.isArray(list))
    return [...own, ...lists.flatMap(mediaIn)].filter(({ contentType = 'image/' }) => contentType.startsWith('image/'))
  })
}

interface Media {
  readonly url: string
  /** Not known for links to elsewhere. */
  readonly content_type?: string | null
  readonly width?: number | null
  readonly height?: number | null
}

function isMedia(value: unknown): value is Media {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string'
}

function sides(media: Media): Pick<Attachment, 'width' | 'height'> {
  return { width: media.width ?? undefined, height: media.height ?? undefined }
}
