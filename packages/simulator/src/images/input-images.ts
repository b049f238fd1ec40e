import { apiError, type ApiError } from '../contract/api-error.ts'
import { imagePaths } from '../contract/editions/image-names.ts'
import { readBounded } from '../bodies/read-body.ts'
import { createByteCache } from './byte-cache.ts'
import { identify } from './identify.ts'
import type { Uploads } from './uploads.ts'
import { drawVendorImage, isVendorImage } from './vendor-images.ts'

const maxInputBytes = 32_000_000
const maxHeldBytes = 128_000_000
const fetchLimitMs = 20_000

/** The images that edits start from. */
export interface InputImages {
  /** Why the image cannot be edited, or undefined when it can. */
  check(imageUrl: string): Promise<ApiError | undefined>
  /** @throws when it cannot be fetched */
  load(imageUrl: string): Promise<Uint8Array>
  clear(): void
}

export interface InputImageParts {
  readonly uploads: Uploads
  /** Bytes of one of our own images by its name. */
  readonly ownImage: (name: string) => Promise<Uint8Array | undefined>
  readonly isOwnImage: (name: string) => boolean
  /** Default: the global `fetch`, for loopback addresses only. */
  readonly fetch: typeof fetch | undefined
  readonly closing: AbortSignal
}

/** A sandbox reaches no further than the machine it runs on, unless its owner hands it a `fetch`. */
const loopbackFetch: typeof fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input)
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
  if (!isLoopback) throw new TypeError('not on this machine')
  return fetch(input, { ...init, redirect: 'error' })
}

function nameIn(folders: readonly string[], imageUrl: string): string | undefined {
  const { pathname } = new URL(imageUrl)
  const folder = folders.find((each) => pathname.startsWith(each))
  return folder === undefined ? undefined : pathname.slice(folder.length)
}

export function createInputImages(parts: InputImageParts): InputImages {
  const held = createByteCache(100, maxHeldBytes)
  const fetchImage = parts.fetch ?? loopbackFetch

  async function load(imageUrl: string): Promise<Uint8Array> {
    const uploadName = nameIn(['/sandbox-uploads/'], imageUrl)
    const upload = uploadName === undefined ? undefined : parts.uploads.get(uploadName)
    if (upload) return upload.bytes
    const imageName = nameIn(imagePaths, imageUrl)
    const own = imageName === undefined ? undefined : await parts.ownImage(imageName)
    if (own) return own
    const known = held.get(imageUrl)
    if (known) return known
    if (isVendorImage(imageUrl)) return drawVendorImage(imageUrl)
    const signal = AbortSignal.any([parts.closing, AbortSignal.timeout(fetchLimitMs)])
    const response = await fetchImage(imageUrl, { signal, headers: { accept: 'image/*' } })
    if (!response.ok || !response.body) throw new TypeError(`status ${response.status}`)
    const bytes = await readBounded(response.body, maxInputBytes)
    if (!bytes) throw new TypeError('too large')
    held.set(imageUrl, bytes)
    return bytes
  }

  return {
    load,
    async check(imageUrl) {
      const imageName = nameIn(imagePaths, imageUrl)
      if (imageName !== undefined && parts.isOwnImage(imageName)) return undefined
      if (isVendorImage(imageUrl)) return undefined
      try {
        return identify(await load(imageUrl)) ? undefined : apiError('bad_request', 'image_url is not an image.')
      } catch {
        return apiError('bad_request', 'image_url could not be fetched.')
      }
    },
    clear: () => held.clear(),
  }
}
