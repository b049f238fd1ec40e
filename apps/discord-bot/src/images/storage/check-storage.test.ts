import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { adoptStorage, checkStorage, type Facts, leaveStorage } from './check-storage.ts'
import { createFolderStorage } from './folder-storage.ts'
import { type ObjectStorage, StorageAway } from './object-storage.ts'

/** The facts in the database, shared by all processes of a bot. */
function aDatabase(): Facts {
  const facts = new Map<string, string>()
  return {
    async putOnce(name, value) {
      if (!facts.has(name)) facts.set(name, value)
      return facts.get(name) ?? ''
    },
  }
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-images-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function start(storage: ObjectStorage, store: Facts, isCluster = true): Promise<void> {
  const clock = createFakeClock({ startMs: Date.parse('2026-01-01T00:00:00Z') })
  return clock.until(checkStorage({ storage, store, clock, isCluster }))
}

test('processes on two machines with one folder start, together and later', async () => {
  const [database, folder] = [aDatabase(), aFolder()]
  const open = (): ObjectStorage => createFolderStorage(folder)

  await Promise.all([start(open(), database), start(open(), database)])

  await expect(start(open(), database)).resolves.toBeUndefined()
})

test('a process with its own folder doesn’t start, and says what to do', async () => {
  const [database, shared, own] = [aDatabase(), aFolder(), aFolder()]
  await start(createFolderStorage(shared), database)

  await expect(start(createFolderStorage(own), database)).rejects.toThrow(
    `${own} doesn’t hold this bot’s images: another process keeps them elsewhere. Name a folder that all machines share, or a bucket, in FLUXKIT_IMAGES. If the images have moved here or are gone for good: npm run bot -- use-images`,
  )
  await start(createFolderStorage(shared), database)
})

test('a process that starts while the first one is about to mark the folder waits for it', async () => {
  const [database, folder] = [aDatabase(), aFolder()]
  const clock = createFakeClock({ startMs: 0 })
  const storage = createFolderStorage(folder)
  const slow: ObjectStorage = {
    ...storage,
    async put(key, bytes) {
      if (key.startsWith('bot-')) await new Promise<void>((resolve) => void clock.setTimer(resolve, 3_000))
      await storage.put(key, bytes)
    },
  }

  const starts = clock.until(
    Promise.all([slow, storage].map((one) => checkStorage({ storage: one, store: database, clock, isCluster: true }))),
  )

  await expect(starts).resolves.toHaveLength(2)
})

test('two bots in one folder: the second doesn’t start, because each would delete what the other keeps', async () => {
  const folder = aFolder()
  await start(createFolderStorage(folder), aDatabase())

  await expect(start(createFolderStorage(folder), aDatabase(), false)).rejects.toThrow(
    /holds the images of another bot, .+ If that bot no longer exists, delete bot-[\da-f-]{36}\.txt there\.$/,
  )
})

test('a bot on one machine whose folder was emptied starts with an empty one', async () => {
  const [database, folder] = [aDatabase(), aFolder()]
  await start(createFolderStorage(folder), database, false)
  rmSync(folder, { recursive: true })

  await expect(start(createFolderStorage(folder), database, false)).resolves.toBeUndefined()
  await expect(start(createFolderStorage(folder), database)).resolves.toBeUndefined()
})

test('after a move every process has to follow: the old location is refused', async () => {
  const [database, before, after] = [aDatabase(), aFolder(), aFolder()]
  await start(createFolderStorage(before), database)

  await adoptStorage(createFolderStorage(after), database)
  await leaveStorage(createFolderStorage(before), database)

  await start(createFolderStorage(after), database)
  await expect(start(createFolderStorage(before), database)).rejects.toThrow('doesn’t hold this bot’s images')
})

test('a location that can’t be written to is reported before anything is paid for', async () => {
  const folder = join(aFolder(), 'file')
  writeFileSync(folder, '')

  await expect(start(createFolderStorage(folder), aDatabase())).rejects.toThrow(
    `Images can’t be kept in ${folder} (ENOTDIR). Let the user that runs the bot write there, mount it if it is a network folder, or name another folder or a bucket in FLUXKIT_IMAGES.`,
  )
})

test('a location that loses what was written is not used', async () => {
  const storage: ObjectStorage = { ...createFolderStorage(aFolder()), put: async () => undefined }

  await expect(start(storage, aDatabase())).rejects.toThrow('doesn’t give back what was written to it.')
})

describe('a folder that the operator has named and that held images', () => {
  const startNamed = (storage: ObjectStorage, store: Facts, isCluster = false): Promise<void> => {
    const clock = createFakeClock({ startMs: Date.parse('2026-01-01T00:00:00Z') })
    return clock.until(checkStorage({ storage, store, clock, isCluster, mayBeUnmounted: true }))
  }
  const startAgain = async (change: (folder: string) => void, isCluster = false): Promise<unknown> => {
    const [database, folder] = [aDatabase(), aFolder()]
    await startNamed(createFolderStorage(folder), database, isCluster)
    change(folder)
    return startNamed(createFolderStorage(folder), database, isCluster).then(
      () => 'used',
      (error: unknown) => error,
    )
  }
  const empty = (folder: string): void => {
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
  }

  test.each([false, true])(
    'and is empty now is not written to: it may not be mounted. With others: %s',
    async (isCluster) => {
      const error = await startAgain(empty, isCluster)

      expect(error).toBeInstanceOf(StorageAway)
      expect(String(error)).toContain('is empty, and this bot has kept images there. Is it mounted?')
    },
  )

  test('and is gone now is away, too', async () => {
    expect(await startAgain((folder) => rmSync(folder, { recursive: true }))).toBeInstanceOf(StorageAway)
  })

  test('and holds other files is mounted: one machine uses it, one of several refuses', async () => {
    const replace = (folder: string): void => {
      empty(folder)
      writeFileSync(join(folder, 'notes.txt'), '')
    }

    expect(await startAgain(replace)).toBe('used')
    const error = await startAgain(replace, true)
    expect(error).not.toBeInstanceOf(StorageAway)
    expect(String(error)).toContain('another process keeps them elsewhere')
  })
})

test.each([
  ['EIO', true],
  ['ESTALE', true],
  ['ETIMEDOUT', true],
  ['ENOTCONN', true],
  ['ENOSPC', true],
  ['EACCES', false],
  ['EROFS', false],
  ['ENOTDIR', false],
])('a folder that answers %s is away: %s', async (code, isAway) => {
  const fail = async (): Promise<never> => {
    throw Object.assign(new Error(code), { code })
  }
  const storage: ObjectStorage = { ...createFolderStorage(aFolder()), put: fail }

  const error: unknown = await start(storage, aDatabase()).catch((thrown: unknown) => thrown)

  expect(error instanceof StorageAway).toBe(isAway)
  expect(String(error)).toContain(`(${code})`)
})
