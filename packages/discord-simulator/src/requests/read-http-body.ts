import type { IncomingMessage } from 'node:http'
import { discordError } from './errors.ts'
import type { UploadedFile } from './request.ts'

/** Bytes of a whole request. Discord refuses much less; this bound protects the simulator. */
const maxBodyBytes = 160 * 1024 * 1024

export interface ReadBody {
  readonly json: unknown
  readonly files: readonly UploadedFile[]
  readonly multipart: boolean
}

/** @throws RestError 40005, 50109 */
export async function readHttpBody(incoming: IncomingMessage): Promise<ReadBody> {
  const bytes = await readBytes(incoming)
  const contentType = incoming.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType)
  if (bytes.byteLength === 0) return { json: undefined, files: [], multipart: false }
  return { json: parseJson(new TextDecoder().decode(bytes)), files: [], multipart: false }
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > maxBodyBytes) throw discordError(40005)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw discordError(50109)
  }
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<ReadBody> {
  let form: FormData
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw discordError(50109)
  }
  const files: UploadedFile[] = []
  const fields: Record<string, unknown> = {}
  let json: unknown
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') {
      if (name === 'payload_json') json = parseJson(value)
      else fields[name] = value
      continue
    }
    const index = /^files?\[?(\d+)?\]?$/u.exec(name)?.[1]
    files.push({
      index: index === undefined ? files.length : Number(index),
      filename: value.name,
      contentType: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    })
  }
  return { json: json ?? (Object.keys(fields).length > 0 ? fields : undefined), files, multipart: true }
}
