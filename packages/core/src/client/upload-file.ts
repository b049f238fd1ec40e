import { defined } from '../contract/defined.ts'
import { readUpload } from '../contract/answers.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { readCall } from '../http/read-call.ts'
import { platformCall } from './platform-call.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
import type { UploadedFile } from './types.ts'
import type { ImageFile } from './upload-input.ts'

/** Uploads one image. */
export async function uploadFile(
  service: Service,
  { bytes, name, image }: ImageFile,
  options: CallOptions,
): Promise<UploadedFile> {
  const form = new FormData()
  form.append('file', new Blob([bytes], { type: image.mimeType }), uploadName(name, image.extension))
  // The host's own encoder writes the multipart body; a Response is the portable way to reach it.
  const encoded = new Response(form)
  const body = new Uint8Array(await encoded.arrayBuffer())
  const { network, retry, syncTimeoutMs } = service.settings
  const call: ServiceCall = {
    ...(await platformCall(service, '/api/v1/files/', { timeoutMs: syncTimeoutMs, ...options })),
    body,
    contentType: encoded.headers.get('content-type') ?? '',
    secrets: () => [...service.allSecrets(), name],
  }
  // An upload that is repeated leaves at worst an unused file; it costs nothing.
  const uploaded = readUpload(await readCall(network, call, retry))
  if (!uploaded)
    throw new ServiceFailureError('bad_answer', 'The response to the upload contains no link.', { url: call.url })
  return defined(uploaded)
}

/** The platform wants an extension that matches the bytes; the rest of the name becomes public, so little is kept. */
function uploadName(name: string, extension: string): string {
  const stem = name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
  const plain = stem.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60)
  return `${plain || 'image'}.${extension}`
}
