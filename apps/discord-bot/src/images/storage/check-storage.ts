import { randomUUID } from 'node:crypto'
import type { Clock } from '@fluxkit/core/node'
import { pause } from '../../time/pause.ts'
import { isAway, type ObjectStorage, StorageAway, StorageError, unfinishedSuffix } from './object-storage.ts'

/** The id of a bot, as its database knows it. A file with this name is next to its images. */
const idFact = 'image-storage'
/** Set by the first process that has put that file there. */
const markedFact = 'image-storage-marked'
/** The first process may be between the two. */
const patienceMs = 5_000
const againMs = 500

/** Small facts in the database that are set once. */
export interface Facts {
  /** @returns what stands there afterwards */
  putOnce(name: string, value: string): Promise<string>
}

export interface StorageCheck {
  readonly storage: ObjectStorage
  readonly store: Facts
  readonly clock: Clock
  /** Other processes may have the same database from another machine. */
  readonly isCluster: boolean
  /** A folder that the operator has named, where another file system may be mounted: empty, it may not be yet. */
  readonly mayBeUnmounted?: boolean
}

/**
 * Proves at start that images can be written, read and deleted, and that they are where this bot has its images: a process
 * with its own folder can't show what others have kept, and two bots in one folder delete each other's images.
 *
 * @throws {StorageAway} when it can't be used for now
 * @throws {StorageError} with what to do
 */
export async function checkStorage(check: StorageCheck): Promise<void> {
  const { storage, store, clock, isCluster } = check
  await tryOut(storage)
  const id = await store.putOnce(idFact, randomUUID())
  if (await isMarked(storage, id)) return
  const own = randomUUID()
  if ((await store.putOnce(markedFact, own)) === own) return mark(storage, id)
  const isUnmounted = check.mayBeUnmounted === true && (await isEmpty(storage))
  // On one machine, an operator who empties the folder wants an empty one.
  if (!isCluster && !isUnmounted) return mark(storage, id)
  for (const endsAtMs = clock.now() + patienceMs; clock.now() < endsAtMs; await pause(clock, againMs)) {
    if (await isMarked(storage, id)) return
  }
  if (isUnmounted)
    throw new StorageAway(
      `${storage.name} is empty, and this bot has kept images there. Is it mounted? If they are gone for good: npm run bot -- use-images`,
    )
  throw new StorageError(
    `${storage.name} doesn’t hold this bot’s images: another process keeps them elsewhere. Name a folder that all machines share, or a bucket, in FLUXKIT_IMAGES. If the images have moved here or are gone for good: npm run bot -- use-images`,
  )
}

/** Takes a storage as the one of this bot from now on. @throws {StorageError} when it can't be used or is another bot's */
export async function adoptStorage(storage: ObjectStorage, store: Facts): Promise<void> {
  await tryOut(storage)
  const id = await store.putOnce(idFact, randomUUID())
  await store.putOnce(markedFact, randomUUID())
  if (!(await isMarked(storage, id))) await mark(storage, id)
}

/** Processes that still have it as their storage don't start any more. */
export async function leaveStorage(storage: ObjectStorage, store: Facts): Promise<void> {
  await storage.remove(keyOf(await store.putOnce(idFact, randomUUID())))
}

/** After a backup was put back, what is there belongs to the database of the backup. */
export async function clearMarks(storage: ObjectStorage): Promise<void> {
  for (const key of await marksIn(storage)) await storage.remove(key)
}

async function mark(storage: ObjectStorage, id: string): Promise<void> {
  const text = 'The images beside this file belong to the bot whose database has this id.\n'
  await storage.put(keyOf(id), Buffer.from(text))
}

const keyOf = (id: string): string => `bot-${id}.txt`
const markPattern = /^bot-[\da-f-]{36}\.txt$/

/** @throws {StorageError} when it is another bot's */
async function isMarked(storage: ObjectStorage, id: string): Promise<boolean> {
  const keys = await marksIn(storage)
  const other = keys.find((key) => key !== keyOf(id))
  if (other === undefined) return keys.length > 0
  throw new StorageError(
    `${storage.name} holds the images of another bot, and each would delete what the other keeps. Name another folder or bucket in FLUXKIT_IMAGES. If that bot no longer exists, delete ${other} there.`,
  )
}

async function marksIn(storage: ObjectStorage): Promise<string[]> {
  const keys: string[] = []
  for await (const page of storage.list('bot-')) keys.push(...page.map(({ key }) => key))
  return keys.filter((key) => markPattern.test(key))
}

async function isEmpty(storage: ObjectStorage): Promise<boolean> {
  for await (const page of storage.list('')) if (page.length > 0) return false
  return true
}

async function tryOut(storage: ObjectStorage): Promise<void> {
  const key = `start-${randomUUID()}${unfinishedSuffix}`
  const bytes = Buffer.from('The bot tries whether it can write here.\n')
  try {
    await storage.put(key, bytes)
    const read = await storage.get(key)
    await storage.remove(key)
    if (!read || !bytes.equals(read))
      throw new StorageError(`${storage.name} doesn’t give back what was written to it.`)
  } catch (error) {
    if (error instanceof StorageError) throw error
    const reason = `Images can’t be kept in ${storage.name} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`
    if (isAway(error)) throw new StorageAway(`${reason} Check the disk, or the network that it is on.`)
    throw new StorageError(
      `${reason} Let the user that runs the bot write there, mount it if it is a network folder, or name another folder or a bucket in FLUXKIT_IMAGES.`,
    )
  }
}
