import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifyImage } from '@fluxkit/core/images'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { previewOf } from './preview.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-preview-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function preview(width: number, height: number): Promise<{ width: number; height: number; format: string }> {
  const path = join(folder, `${width}x${height}.png`)
  await sharp({ create: { width, height, channels: 4, background: '#ff000080' } })
    .png()
    .toFile(path)
  const found = await previewOf(path)
  const { width: w, height: h, format } = identifyImage(Buffer.from(found?.base64 ?? '', 'base64')) ?? {}
  return { width: w ?? 0, height: h ?? 0, format: format ?? '' }
}

test('a large image is shown at most 1024 pixels wide and high, in its shape', async () => {
  expect(await preview(2048, 1024)).toEqual({ width: 1024, height: 512, format: 'jpeg' })
  expect(await preview(100, 1500)).toEqual({ width: 68, height: 1024, format: 'jpeg' })
})

test('a small one keeps its size', async () => {
  expect(await preview(64, 32)).toEqual({ width: 64, height: 32, format: 'jpeg' })
})

test('a file that is gone or isn’t an image has no preview', async () => {
  await writeFile(join(folder, 'text.png'), 'not an image')
  expect(await previewOf(join(folder, 'text.png'))).toBeUndefined()
  expect(await previewOf(join(folder, 'missing.png'))).toBeUndefined()
})
