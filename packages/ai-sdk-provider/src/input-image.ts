import type { ImageModelV4CallOptions, ImageModelV4File } from '@ai-sdk/provider'
import { checkRequest, type FluxClient, InvalidRequestError, type LooseFluxRequest } from '@fluxkit/core'
import { displayedSize, identifyImage } from '@fluxkit/core/images'
import { providerName } from './provider-name.ts'

export type LooseEditRequest = Extract<LooseFluxRequest, { readonly action: 'edit' }>

/** Stands for the link of an image that has none yet while its request is checked. */
const anyLink = 'https://example.com/image.png'
const consent = `providerOptions.${providerName}.imageMayBecomePublic`

/**
 * The image to edit.
 * @throws {InvalidRequestError} for several images: it would be a guess which one to edit
 */
export function readInputImage(files: ImageModelV4CallOptions['files']): ImageModelV4File | undefined {
  if (files && files.length > 1) throw refused('prompt.images', `the service edits one image, not ${files.length}`)
  return files?.[0]
}

/**
 * The request of an edit, with a link. Bytes are uploaded first, which makes them public for good: only with the caller's
 * consent, and only when nothing else is wrong with the request.
 * @throws {InvalidRequestError} and the errors of an upload; nothing is charged for either
 */
export async function withInputLink(
  client: FluxClient,
  request: Omit<LooseEditRequest, 'imageUrl'>,
  file: ImageModelV4File,
  { mayBecomePublic, signal }: { readonly mayBecomePublic: boolean; readonly signal: AbortSignal | undefined },
): Promise<LooseEditRequest> {
  if (file.type === 'url') return { ...request, imageUrl: file.url }
  if (!mayBecomePublic) {
    throw refused(consent, 'must be true, because bytes are uploaded first and get a public, permanent link')
  }
  const issues = checkRequest({ ...request, imageUrl: anyLink })
  if (issues.length > 0) throw new InvalidRequestError(issues)
  const bytes = bytesOf(file.data)
  const image = identifyImage(bytes)
  const { url } = await client.files.upload(bytes, { signal })
  return { ...request, imageSize: request.imageSize ?? (image && displayedSize(image)), imageUrl: url }
}

/** `generateImage` hands over bytes; other callers of a model may pass Base64. */
function bytesOf(data: string | Uint8Array): Uint8Array {
  if (typeof data !== 'string') return data
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  } catch {
    throw refused('prompt.images', 'is neither bytes nor Base64')
  }
}

export function refused(field: string, problem: string): InvalidRequestError {
  return new InvalidRequestError([{ field, message: `${field}: ${problem}` }])
}
