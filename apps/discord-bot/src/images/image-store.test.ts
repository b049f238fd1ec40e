import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { forgetUnwanted } from './forget-unwanted.ts'
import { createImageStore, type ImageStore } from './image-store.ts'

const fox = Buffer.from('fox')
/** SHA-256 of `fox`. */
const foxHash = '776cb326ab0cd5f0a974c1b9606044d8485201f2db19cf8e3749bdee5f36e200'

function aFolder(): { folder: string; store: ImageStore; files: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-images-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted()
  return { folder, store: createImageStore(folder), files }
}

test('an image is kept under the hash of its bytes, once however often it comes, with nothing left beside it', async () => {
  const { store, files } = aFolder()

  const [first] = await Promise.all([store.save(fox, 'png'), store.save(fox, 'png')])

  expect(first).toEqual({ hash: foxHash, extension: 'png' })
  expect(files()).toEqual([`${foxHash}.png`])
  expect(await store.read(first)).toEqual(fox)
})

test('one that is gone is nothing, not an error', async () => {
  const { store } = aFolder()

  expect(await store.read({ hash: foxHash, extension: 'png' })).toBeUndefined()
})

test.each([
  ['../../etc/passwd', 'png'],
  [foxHash, '/../x'],
  [`${foxHash}/..`, 'png'],
])('no name leads out of the folder: %s.%s', async (hash, extension) => {
  const { store } = aFolder()

  await expect(store.read({ hash, extension })).rejects.toThrow('not the name of an image')
})

test('forgetting leaves what somebody else still wants', async () => {
  const { store, files } = aFolder()
  const [{ hash: mine }, { hash: shared }] = [await store.save(fox, 'png'), await store.save(Buffer.from('owl'), 'png')]

  await forgetUnwanted({ wantedImages: async () => new Set([shared]) }, store, [mine, shared])

  expect(files()).toEqual([`${shared}.png`])
})

test('sweeping deletes images that no job names, and keeps new images and other files', async () => {
  const { folder, store, files } = aFolder()
  const old = await store.save(Buffer.from('old'), 'png')
  const wanted = await store.save(Buffer.from('wanted'), 'png')
  const fresh = await store.save(Buffer.from('fresh'), 'webp')
  writeFileSync(join(folder, 'readme.txt'), 'not an image')
  const before = new Date('2026-01-01T11:00:00Z')
  for (const { hash, extension } of [old, wanted]) {
    utimesSync(join(folder, hash.slice(0, 2), `${hash}.${extension}`), before, before)
  }
  utimesSync(join(folder, 'readme.txt'), before, before)

  expect(await store.sweep(async () => new Set([wanted.hash]), Date.parse('2026-01-01T12:00:00Z'))).toBe(1)

  expect(files()).toEqual([`${fresh.hash}.webp`, 'readme.txt', `${wanted.hash}.png`].toSorted())
})
