import { createByteCache } from './byte-cache.ts'
import { identify } from './identify.ts'

/** Uploaded files by their public name. Bounded: the least recently used are forgotten. */
export interface Uploads {
  add(bytes: Uint8Array, extension: string): { name: string; mime: string }
  get(name: string): { bytes: Uint8Array; mime: string } | undefined
  clear(): void
}

const maxFiles = 1_000
const maxTotalBytes = 256_000_000

function mimeOf(bytes: Uint8Array): string {
  const type = identify(bytes)
  return type ? `image/${type}` : 'application/octet-stream'
}

export function createUploads(newId: () => string): Uploads {
  const files = createByteCache(maxFiles, maxTotalBytes)
  return {
    add(bytes, extension) {
      const id = newId().replaceAll('-', '').slice(-10)
      const name = extension ? `${id}.${extension}` : id
      files.set(name, bytes)
      return { name, mime: mimeOf(bytes) }
    },
    get(name) {
      const bytes = files.get(name)
      return bytes && { bytes, mime: mimeOf(bytes) }
    },
    clear: () => files.clear(),
  }
}
