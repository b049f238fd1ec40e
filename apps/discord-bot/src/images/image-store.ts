import { createHash } from 'node:crypto'
import { hashInKey, imageKey, isImageKey, isUnfinished } from './storage/image-key.ts'
import type { ObjectStorage } from './storage/object-storage.ts'

export interface StoredImage {
  readonly hash: string
  readonly extension: string
}

/** Paid images, named by the hash of their bytes. */
export interface ImageStore {
  save(bytes: Uint8Array, extension: string): Promise<StoredImage>
  /**
   * An image that is lost or damaged is downloaded again and kept again.
   * @param link where it may still be had
   * @returns undefined when it is not there (any more)
   * @throws the storage's error if it is down and the link has expired
   */
  read(image: StoredImage, link?: string): Promise<Uint8Array | undefined>
  /** Deletes these unless they were written again since; the sweep deletes those later if no job needs them. */
  forget(hashes: readonly string[], writtenBeforeMs: number): Promise<void>
  /**
   * Deletes images that no job needs, but not recent ones: their job may not know them yet.
   * @param wantedOf which of these images a job wants
   * @returns how many
   */
  sweep(wantedOf: (hashes: readonly string[]) => Promise<ReadonlySet<string>>, writtenBeforeMs: number): Promise<number>
}

export interface ImageStoreOptions {
  readonly storage: ObjectStorage
  /** Downloads an image of the service. @throws when its link has expired */
  readonly download?: (link: string) => Promise<Uint8Array>
  /** An image was missing or damaged; `isBack`: it was downloaded again. */
  readonly onLost?: (image: StoredImage, isBack: boolean) => void
}

/** An image that was written so recently may belong to a job that doesn't name it yet: it isn't deleted. */
export const youngImageMs = 3_600_000

/** How many images are checked at a time. */
const pageSize = 200
const hashPattern = /^[\da-f]{64}$/

export function createImageStore({ storage, download, onLost }: ImageStoreOptions): ImageStore {
  async function downloaded(link: string): Promise<Uint8Array | undefined> {
    return link === '' ? undefined : download?.(link).catch(() => undefined)
  }

  /** Another image under the same link is shown, but not saved under this one's name. */
  async function keepAgain(image: StoredImage, bytes: Uint8Array): Promise<boolean> {
    if (hashOf(bytes) !== image.hash) return false
    return storage.put(keyOf(image), bytes).then(
      () => true,
      () => false,
    )
  }

  return {
    async save(bytes, extension) {
      const image = { hash: hashOf(bytes), extension }
      // Written again even if it is there: what was just written isn't swept.
      await storage.put(keyOf(image), bytes)
      return image
    },
    async read(image, link = '') {
      const key = keyOf(image)
      let bytes: Uint8Array | undefined
      try {
        bytes = await storage.get(key)
      } catch (error) {
        // Not lost: the storage is down.
        const shown = await downloaded(link)
        if (shown) return shown
        throw error
      }
      if (bytes && hashOf(bytes) === image.hash) return bytes
      const recovered = await downloaded(link)
      const isBack = recovered !== undefined && (await keepAgain(image, recovered))
      onLost?.(image, isBack)
      return recovered
    },
    async forget(hashes, writtenBeforeMs) {
      for (const hash of hashes.filter((one) => hashPattern.test(one))) {
        for await (const page of storage.list(`${hash.slice(0, 2)}/${hash}`)) {
          for (const { key, writtenAtMs } of page) if (writtenAtMs < writtenBeforeMs) await storage.remove(key)
        }
      }
    },
    async sweep(wantedOf, writtenBeforeMs) {
      let removed = 0
      for await (const listed of storage.list('')) {
        const images = listed.filter(({ key }) => isImageKey(key))
        for (let start = 0; start < images.length; start += pageSize) {
          const page = images.slice(start, start + pageSize).filter(({ writtenAtMs }) => writtenAtMs < writtenBeforeMs)
          const wanted = await wantedOf(page.map(({ key }) => hashInKey(key)))
          for (const { key } of page) {
            if (wanted.has(hashInKey(key)) || (await wasWrittenSince(storage, key, writtenBeforeMs))) continue
            await storage.remove(key)
            removed++
          }
        }
        // Left by processes that died while they were writing.
        for (const { key, writtenAtMs } of listed)
          if (isUnfinished(key) && writtenAtMs < writtenBeforeMs) await storage.remove(key)
      }
      return removed
    },
  }
}

function keyOf({ hash, extension }: StoredImage): string {
  return imageKey(hash, extension)
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Another process may have saved the same image for a new job after it was listed. */
async function wasWrittenSince(storage: ObjectStorage, key: string, sinceMs: number): Promise<boolean> {
  for await (const page of storage.list(key))
    if (page.some((one) => one.key === key && one.writtenAtMs >= sinceMs)) return true
  return false
}
