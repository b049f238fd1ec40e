import type { Backend } from '../backend.ts'
import type { JsonObject } from '../json.ts'
import type { AttachmentRecord } from '../state/message.ts'

/** An attachment as answered, with a link signed at this moment. */
export function attachmentToWire(backend: Backend, attachment: AttachmentRecord): JsonObject {
  const url = backend.cdn.sign(attachment)
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.bytes.byteLength,
    url,
    proxy_url: url,
    content_type: attachment.contentType,
    ...(attachment.width !== undefined && { width: attachment.width, height: attachment.height }),
    ...(attachment.description !== null && { description: attachment.description }),
    ...(attachment.ephemeral && { ephemeral: true }),
  }
}

/** The same image inside a component. */
export function attachmentToMedia(backend: Backend, mediaId: unknown, attachment: AttachmentRecord): JsonObject {
  const url = backend.cdn.sign(attachment)
  return {
    id: mediaId,
    url,
    proxy_url: url,
    width: attachment.width ?? null,
    height: attachment.height ?? null,
    content_type: attachment.contentType,
    attachment_id: attachment.id,
  }
}
