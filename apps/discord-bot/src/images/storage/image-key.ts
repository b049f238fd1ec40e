const pattern = /^[\da-f]{2}\/([\da-f]{64})\.([a-z]{3,4})$/

/** The key of an image: nothing but the hash of its bytes and its kind. @throws {Error} for what isn't one */
export function imageKey(hash: string, extension: string): string {
  const key = `${hash.slice(0, 2)}/${hash}.${extension}`
  if (!isImageKey(key)) throw new Error('That is not the name of an image.')
  return key
}

export function isImageKey(key: string): boolean {
  return pattern.test(key)
}

/** The hash in such a key; empty for another. */
export function hashInKey(key: string): string {
  return pattern.exec(key)?.[1] ?? ''
}
