import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface MultipartBody {
  readonly body: Buffer
  readonly contentType: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.json': 'application/json',
}

/**
 * A message with files as Discord wants it (source: "API Reference", uploading files), in one piece: discord.js would
 * hand a `FormData` to undici, whose stream ends the whole process by an unhandled rejection when the connection breaks in
 * the middle of an upload.
 */
export function encodeMultipart(
  payload: object,
  files: readonly UploadedFile[],
  boundary: string = `fluxkit-${randomUUID()}`,
): MultipartBody {
  const part = (head: string, content: Uint8Array): Uint8Array[] => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ]
  const json = part('name="payload_json"\r\nContent-Type: application/json', Buffer.from(JSON.stringify(payload)))
  const parts = files.flatMap(({ name, bytes }, index) => {
    const type = contentTypes[extname(name).toLowerCase()] ?? 'application/octet-stream'
    return part(`name="files[${index}]"; filename="${quoted(name)}"\r\nContent-Type: ${type}`, bytes)
  })
  const body = Buffer.concat([...json, ...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { body, contentType: `multipart/form-data; boundary=${boundary}` }
}

/** Source: HTML, "multipart/form-data encoding algorithm". */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
