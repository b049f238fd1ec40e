import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startS3, type TestS3 } from '../test/start-s3.ts'
import { forgetUnwanted } from './forget-unwanted.ts'
import { createImageStore, type ImageStore } from './image-store.ts'
import { copyImages } from './storage/copy-images.ts'
import { createFolderStorage } from './storage/folder-storage.ts'
import type { ListedObject, ObjectStorage } from './storage/object-storage.ts'
import { createS3Storage } from './storage/s3-storage.ts'

const fox = Buffer.from('fox')
const owl = Buffer.from('owl')
const anId = '0b5c7a52-5b1e-4c1f-9d7e-3f1d2a6b8c90'
/** SHA-256 of `fox`. */
const foxHash = '776cb326ab0cd5f0a974c1b9606044d8485201f2db19cf8e3749bdee5f36e200'

let s3: TestS3
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(() => s3.close())

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-images-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The same location as two machines see it. */
interface Location {
  readonly here: ObjectStorage
  readonly there: ObjectStorage
  /** With a limit of so many bytes. */
  readonly limited: (maxBytes: number) => ObjectStorage
}

const locations: Readonly<Record<string, () => Location>> = {
  'a local folder': () => {
    const folder = newFolder()
    const here = createFolderStorage(folder)
    return { here, there: here, limited: (maxBytes) => createFolderStorage(folder, maxBytes) }
  },
  'a folder that two machines share': () => {
    const folder = newFolder()
    return {
      here: createFolderStorage(folder),
      there: createFolderStorage(folder),
      limited: (maxBytes) => createFolderStorage(folder, maxBytes),
    }
  },
  'a bucket': () => {
    const options = s3.options()
    return {
      here: createS3Storage(options),
      there: createS3Storage(options),
      limited: (maxBytes) => createS3Storage({ ...options, maxBytes }),
    }
  },
}

async function objectsIn(storage: ObjectStorage): Promise<readonly ListedObject[]> {
  const objects: ListedObject[] = []
  for await (const page of storage.list('')) objects.push(...page)
  return objects
}

async function keysIn(storage: ObjectStorage): Promise<string[]> {
  return (await objectsIn(storage)).map(({ key }) => key).toSorted()
}

const [longAgo, farAhead] = [Date.parse('2020-01-01T00:00:00Z'), Date.parse('2100-01-01T00:00:00Z')]
const nothing = async (): Promise<ReadonlySet<string>> => new Set()

describe.each(Object.entries(locations))('in %s', (_, newLocation) => {
  function aStore(): Location & { store: ImageStore; peer: ImageStore } {
    const location = newLocation()
    return {
      ...location,
      store: createImageStore({ storage: location.here }),
      peer: createImageStore({ storage: location.there }),
    }
  }

  test('an image is kept once under the hash of its bytes, however many processes save it, with nothing left beside it', async () => {
    const { here, store, peer } = aStore()

    const saved = await Promise.all([store, peer, store, peer].map((one) => one.save(fox, 'png')))

    expect(saved[0]).toEqual({ hash: foxHash, extension: 'png' })
    expect(await keysIn(here)).toEqual([`77/${foxHash}.png`])
    expect(await peer.read(saved[0]!)).toEqual(fox)
  })

  test('a reader sees, while it is written again, all of it, never a part', async () => {
    const { store, peer } = aStore()
    const large = Buffer.alloc(300_000, 'fox ')
    const image = await store.save(large, 'png')
    const writing = Promise.all([1, 2, 3, 4].map(() => store.save(large, 'png')))

    for (let reads = 0; reads < 6; reads++) expect((await peer.read(image))?.byteLength).toBe(300_000)

    await writing
  })

  test('one that is gone is nothing, not an error, and forgetting it again neither', async () => {
    const { store } = aStore()

    expect(await store.read({ hash: foxHash, extension: 'png' })).toBeUndefined()
    await expect(store.forget([foxHash, '', '..', '*'], farAhead)).resolves.toBeUndefined()
  })

  test('one that is lost is downloaded again while its link lives, and kept for every process', async () => {
    const { here, there, peer } = aStore()
    const lost: unknown[] = []
    const store = createImageStore({
      storage: here,
      download: async (link) => {
        if (link !== 'https://service/fox.png') throw new Error('410')
        return fox
      },
      onLost: (image, isBack) => void lost.push([image.hash, isBack]),
    })
    const image = { hash: foxHash, extension: 'png' }

    expect(await store.read(image, 'https://service/ended.png')).toBeUndefined()
    expect(await store.read(image, 'https://service/fox.png')).toEqual(fox)

    expect(lost).toEqual([
      [foxHash, false],
      [foxHash, true],
    ])
    expect(await keysIn(there)).toEqual([`77/${foxHash}.png`])
    expect(await peer.read(image)).toEqual(fox)
  })

  test('one whose bytes are damaged is never given out, and replaced when it can be downloaded', async () => {
    const { here, peer } = aStore()
    await here.put(`77/${foxHash}.png`, Buffer.from('fo'))
    const store = createImageStore({ storage: here, download: async () => fox })

    expect(await peer.read({ hash: foxHash, extension: 'png' })).toBeUndefined()
    expect(await store.read({ hash: foxHash, extension: 'png' }, 'https://service/fox.png')).toEqual(fox)

    expect(await peer.read({ hash: foxHash, extension: 'png' })).toEqual(fox)
  })

  test('another image under the same link is shown and not kept under the name of the lost one', async () => {
    const { here } = aStore()
    const store = createImageStore({ storage: here, download: async () => owl })

    expect(await store.read({ hash: foxHash, extension: 'png' }, 'https://service/fox.png')).toEqual(owl)

    expect(await keysIn(here)).toEqual([])
  })

  test('one that can be downloaded is given out while nothing can be read or written there, and is not called lost', async () => {
    const { here } = aStore()
    const down = async (): Promise<never> => Promise.reject(new Error('the storage is down'))
    const lost: unknown[] = []
    const onLost = (image: unknown): void => void lost.push(image)
    const download = async (): Promise<Uint8Array> => fox
    const image = { hash: foxHash, extension: 'png' }
    const full = createImageStore({ storage: { ...here, put: down }, download })
    const store = createImageStore({ storage: { ...here, get: down, put: down }, download, onLost })

    expect(await full.read(image, 'https://service/fox.png')).toEqual(fox)
    expect(await store.read(image, 'https://service/fox.png')).toEqual(fox)

    expect(lost).toEqual([])
    await expect(store.read(image)).rejects.toThrow('the storage is down')
  })

  test('what is larger than an image can be is not read into memory', async () => {
    const { here, limited } = aStore()
    await here.put(`77/${foxHash}.png`, Buffer.alloc(1_001))

    await expect(limited(1_000).get(`77/${foxHash}.png`)).rejects.toThrow(/bytes/)
    expect((await limited(1_001).get(`77/${foxHash}.png`))?.byteLength).toBe(1_001)
  })

  test.each([
    ['../../etc/passwd', 'png'],
    [foxHash, '/../x'],
    [`${foxHash}/..`, 'png'],
    ['', 'png'],
  ])('no name leads out of it: %s.%s', async (hash, extension) => {
    const { store } = aStore()

    await expect(store.read({ hash, extension })).rejects.toThrow('not the name of an image')
  })

  test('forgetting deletes an image of any kind, and leaves what somebody else still wants', async () => {
    const { here, store } = aStore()
    const [{ hash: mine }, { hash: shared }] = [await store.save(fox, 'png'), await store.save(owl, 'png')]
    await store.save(fox, 'webp')

    const jobs = { wantedImages: async () => new Set([shared]) }
    const tools = { store: { jobs }, images: store, clock: { now: () => farAhead }, log: { warn: () => undefined } }
    await forgetUnwanted(tools, [mine, shared])

    expect(await keysIn(here)).toEqual([`${shared.slice(0, 2)}/${shared}.png`])
  })

  test('forgetting keeps what was written within the hour: the job that has just saved the same image may not name it yet', async () => {
    const { here, store } = aStore()
    const { hash } = await store.save(fox, 'png')
    const [{ writtenAtMs }] = (await objectsIn(here)) as [ListedObject]
    const forgetAt = async (nowMs: number): Promise<void> =>
      forgetUnwanted(
        {
          store: { jobs: { wantedImages: nothing } },
          images: store,
          clock: { now: () => nowMs },
          log: { warn: () => undefined },
        },
        [hash],
      )

    await forgetAt(writtenAtMs + 3_599_000)
    expect(await store.read({ hash, extension: 'png' })).toEqual(fox)

    await forgetAt(writtenAtMs + 3_601_000)
    expect(await keysIn(here)).toEqual([])
  })

  test('sweeping deletes images that no job wants, and keeps those that were just written and other files', async () => {
    const { here, store } = aStore()
    const wanted = await store.save(owl, 'png')
    const unwanted = await store.save(fox, 'webp')
    await here.put('readme.txt', Buffer.from('not an image'))

    expect(await store.sweep(nothing, longAgo)).toBe(0)
    expect(await store.sweep(async () => new Set([wanted.hash]), farAhead)).toBe(1)

    expect(await keysIn(here)).toEqual([`${wanted.hash.slice(0, 2)}/${wanted.hash}.png`, 'readme.txt'])
    expect(await store.read(unwanted)).toBeUndefined()
  })

  test('sweeping deletes what a process left that died while it wrote, also of an image that is wanted', async () => {
    const { here, store } = aStore()
    const { hash } = await store.save(fox, 'png')
    await here.put(`77/${hash}.png.${anId}.tmp`, Buffer.from('f'))
    await here.put(`start-${anId}.tmp`, Buffer.from('f'))
    await here.put(`start-${anId}.tmp.${anId}.tmp`, Buffer.from('f'))
    await here.put(`bot-${anId}.txt.${anId}.tmp`, Buffer.from('f'))

    await store.sweep(async () => new Set([hash]), farAhead)

    expect(await keysIn(here)).toEqual([`77/${hash}.png`])
  })

  test('sweeping leaves unfinished files of other programs, which may keep theirs in the same bucket or folder', async () => {
    const { here, store } = aStore()
    const theirs = ['upload.tmp', '77/report.tmp', 'start-up.tmp', 'films/scene.png.tmp']
    for (const key of theirs) await here.put(key, fox)

    await store.sweep(nothing, farAhead)

    expect(await keysIn(here)).toEqual(theirs.toSorted())
  })

  test('all images can be copied to another place, those that are there already once', async () => {
    const { here, store } = aStore()
    const target = createFolderStorage(newFolder())
    await store.save(fox, 'png')
    await store.save(owl, 'webp')
    await here.put('readme.txt', Buffer.from('not an image'))
    await createImageStore({ storage: target }).save(fox, 'png')

    expect(await copyImages(here, target)).toBe(2)

    expect(await keysIn(target)).toEqual((await keysIn(here)).filter((key) => key !== 'readme.txt'))
  })
})

test('a file that is being written for another image is nobody’s image', async () => {
  const folder = newFolder()
  const storage = createFolderStorage(folder)
  await storage.put(`77/${foxHash}.png`, fox)
  const before = new Date('2026-01-01T11:00:00Z')
  writeFileSync(join(folder, '77', 'notes.txt'), 'of somebody else')
  utimesSync(join(folder, '77', 'notes.txt'), before, before)

  await createImageStore({ storage }).sweep(nothing, Date.parse('2026-01-01T12:00:00Z'))

  expect(readdirSync(join(folder, '77')).toSorted()).toEqual([`${foxHash}.png`, 'notes.txt'])
})

test('a write that fails leaves no file behind', async () => {
  const folder = newFolder()
  const storage = createFolderStorage(folder)
  // A folder where the file would be.
  await storage.put(`77/${foxHash}.png/inside`, fox)

  await expect(storage.put(`77/${foxHash}.png`, fox)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/)

  expect(readdirSync(join(folder, '77'))).toEqual([`${foxHash}.png`])
  expect(existsSync(join(folder, '77', `${foxHash}.png`, 'inside'))).toBe(true)
})
