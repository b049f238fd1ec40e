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

const id = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`
/** The keys of images, of the bot's mark and of the test file at start. */
const written = String.raw`(?:[\da-f]{2}/[\da-f]{64}\.[a-z]{3,4}|bot-${id}\.txt|start-${id}\.tmp)`
const unfinishedPattern = new RegExp(String.raw`^(?:${written}\.${id}\.tmp|start-${id}\.tmp)$`)

/** Is it what a process has left that died while it wrote? Other programs may keep their own unfinished files in the same place. */
export function isUnfinished(key: string): boolean {
  return unfinishedPattern.test(key)
}

/** The hash in such a key; empty for another. */
export function hashInKey(key: string): string {
  return pattern.exec(key)?.[1] ?? ''
}
