import { identifyImage, isPublicHost } from '@fluxkit/core/node'
import type { Attachment } from '../discord/attachment.ts'
import pLimit from 'p-limit'
import type { ImageSize } from '../model/job.ts'
import { refused, type Refusal } from '../limits/refusal.ts'

/** An image to edit: a file at Discord, or a typed link. */
export type InputSource =
  | { readonly kind: 'attachment'; readonly attachment: Attachment }
  | { readonly kind: 'link'; readonly url: string }

/** Each returns why an image cannot be used, or undefined. */
export interface InputSourceCheck {
  /** What its link says. */
  validate(source: InputSource): Refusal | undefined
  /** What its bytes say, where they may be looked at. */
  inspect(source: InputSource): Promise<InputInspection>
}

/** An image of known format, as its bytes describe it. */
export interface InputImage {
  readonly bytes: Uint8Array
  readonly extension: string
  readonly size: ImageSize
}

/** Without an image: its bytes must not be fetched from here. `gone`: Discord does not have them any more. */
export type InputInspection =
  | { readonly kind: 'fine'; readonly image?: InputImage }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'gone' }

const maxMegabytes = 20
const maxMegapixels = 40
const maxBytes = maxMegabytes * 1024 * 1024
const readLimitMs = 8_000
/** Each may hold twice the largest size in memory. */
const readsAtOnce = 8
const extensions: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp' }
const discordHosts = new Set([
  'cdn.discordapp.com',
  'media.discordapp.net',
  'images-ext-1.discordapp.net',
  'images-ext-2.discordapp.net',
])

/**
 * Looks at files where Discord keeps them, by their bytes. Links of users are never fetched from here, only checked: the
 * service fetches them.
 * @param ownOrigin where Discord's API is, when it is not Discord's own: its files lie there too
 */
export function createInputSourceCheck(
  ownOrigin: string | undefined,
  fetchFile: typeof fetch = fetch,
): InputSourceCheck {
  const limiter = pLimit(readsAtOnce)
  const isDiscords = (url: URL): boolean =>
    url.origin === ownOrigin || (url.protocol === 'https:' && url.port === '' && discordHosts.has(url.hostname))

  return {
    validate(source) {
      const url = urlOf(source)
      if (!url || !(isDiscords(url) || isPublicLink(url))) return refused('refusedImageLink')
      const sizeBytes = source.kind === 'attachment' ? source.attachment.sizeBytes : 0
      return sizeBytes > maxBytes ? tooLarge : undefined
    },
    async inspect(source) {
      const url = urlOf(source)
      if (!url || !isDiscords(url)) return { kind: 'fine' }
      const bytes = await limiter(() => readFile(url, fetchFile))
      if (!bytes) return { kind: 'gone' }
      const scan = identifyImage(bytes)
      const extension = extensions[scan?.format ?? '']
      if (!scan || extension === undefined) return { kind: 'refused', refusal: refused('refusedImageFormat') }
      const isTooLarge = bytes.byteLength > maxBytes || scan.width * scan.height > maxMegapixels * 1_000_000
      if (isTooLarge) return { kind: 'refused', refusal: tooLarge }
      const size = { width: scan.width, height: scan.height }
      return { kind: 'fine', image: { bytes, extension, size } }
    },
  }
}

function urlOf(source: InputSource): URL | undefined {
  const text = source.kind === 'link' ? source.url : source.attachment.url
  return URL.canParse(text) ? new URL(text) : undefined
}

const tooLarge: Refusal = refused('refusedImageSize', { max: maxMegabytes, pixels: maxMegapixels })

function isPublicLink(url: URL): boolean {
  return url.protocol === 'https:' && !url.username && !url.password && isPublicHost(url.hostname)
}

/** One byte more than is allowed at most; nothing when the link has expired. */
async function readFile(url: URL, fetchFile: typeof fetch): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(readLimitMs)
  try {
    const answer = await fetchFile(url, { redirect: 'error', signal })
    if (!answer.ok || !answer.body) return undefined
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of answer.body) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length > maxBytes) break
    }
    return Buffer.concat(chunks).subarray(0, maxBytes + 1)
  } catch {
    return undefined
  }
}
