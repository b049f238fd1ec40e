import { isImageKey } from './image-key.ts'
import type { ObjectStorage } from './object-storage.ts'

/** Copies the images that the other place lacks. @returns how many it has now of those */
export async function copyImages(from: ObjectStorage, to: ObjectStorage): Promise<number> {
  const there = new Set<string>()
  for await (const page of to.list('')) for (const { key } of page) there.add(key)
  let copied = 0
  for await (const page of from.list('')) {
    for (const { key } of page.filter((one) => isImageKey(one.key))) {
      const bytes = there.has(key) ? undefined : await from.get(key)
      if (bytes) await to.put(key, bytes)
      if (bytes || there.has(key)) copied++
    }
  }
  return copied
}
