import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawImage } from '@fluxkit/simulator/draw'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveSpare, spareOf } from './spare-images.ts'

const link = 'https://cdn.example/fox.png'
const expired = new Error('HTTP 403.')
let folder: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'fluxkit-spare-')), 'unsaved')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

test('an image that could not be saved is there when its link has expired, byte for byte', async () => {
  const bytes = await drawImage({ prompt: 'a fox', model: 'flux-dev', seed: 1, width: 64, height: 32 })
  await saveSpare(folder, link, bytes)
  await saveSpare(folder, link, bytes)
  const spare = await spareOf(folder, link, expired)
  expect(spare).toMatchObject({ extension: 'png', width: 64, height: 32 })
  expect(Buffer.compare(spare.bytes, bytes)).toBe(0)
  expect(await readdir(folder)).toHaveLength(1)
})

test('without one the failure of the download stands, also where what was kept isn’t a whole image', async () => {
  await expect(spareOf(folder, link, expired)).rejects.toBe(expired)
  await saveSpare(folder, link, new Uint8Array(3))
  await expect(spareOf(folder, link, expired)).rejects.toBe(expired)
})

test('it waits for 30 days', async () => {
  await saveSpare(folder, link, new Uint8Array(3))
  const [name = ''] = await readdir(folder)
  const { mtimeMs } = await stat(join(folder, name))
  await saveSpare(folder, 'https://cdn.example/owl.png', new Uint8Array(3), mtimeMs + 29 * 86_400_000)
  expect(await readdir(folder)).toHaveLength(2)
  await saveSpare(folder, link, new Uint8Array(3), mtimeMs + 31 * 86_400_000)
  expect(await readdir(folder)).toHaveLength(0)
})
