import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { defaultRetryPolicy } from '../http/retry.ts'
import type { ImageNetwork } from '../images/fetch-image.ts'
import { images } from '../images/fixtures/images.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { diskFailure } from './disk-failure.ts'
import { saveImage, writeImage } from './save-image.ts'

const link = 'https://fal.media/a.webp'
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fluxkit-save-'))
})
afterEach(() => rm(directory, { recursive: true }))

function network(steps: readonly ScriptStep[]): ImageNetwork & { clock: ReturnType<typeof createFakeClock> } {
  return {
    transport: createScriptedTransport(steps),
    clock: createFakeClock(),
    random: () => 0,
    retry: defaultRetryPolicy,
    baseUrl: new URL('https://api.acedata.cloud'),
  }
}

describe('saving a download', () => {
  it('names the file by its bytes, whatever the link says, and says what it is', async () => {
    const saved = await saveImage(network([{ body: images.png }]), link, { directory, name: 'fox' })
    expect(saved).toEqual({
      path: join(directory, 'fox.png'),
      byteLength: 1058,
      format: 'png',
      mimeType: 'image/png',
      width: 24,
      height: 16,
    })
    expect(new Uint8Array(await readFile(saved.path))).toEqual(images.png)
    expect(await readdir(directory)).toEqual(['fox.png'])
  })

  it('makes the directory, and a safe name', async () => {
    const deep = join(directory, 'a', 'b')
    const saved = await saveImage(network([{ body: images.gif }]), link, { directory: deep, name: '../../fox' })
    expect(saved.path).toBe(join(deep, 'fox.gif'))
  })

  it('never overwrites', async () => {
    await writeFile(join(directory, 'fox.png'), 'mine')
    const saved = await saveImage(network([{ body: images.png }]), link, { directory, name: 'fox' })
    expect(saved.path).toBe(join(directory, 'fox-2.png'))
    expect(await readFile(join(directory, 'fox.png'), 'utf8')).toBe('mine')
  })

  it('starts the file again when a try breaks off', async () => {
    const net = network([{ cut: { body: images.jpegProgressive } }, { body: images.png }])
    const saved = await net.clock.until(saveImage(net, link, { directory, name: 'fox' }))
    expect(new Uint8Array(await readFile(saved.path))).toEqual(images.png)
  })

  it('has the mode that any new file gets', async () => {
    const saved = await saveImage(network([{ body: images.png }]), link, { directory, name: 'fox' })
    await writeFile(join(directory, 'any'), '')
    expect((await stat(saved.path)).mode).toBe((await stat(join(directory, 'any'))).mode)
  })

  it.each([
    ['a page', [{ body: '<!doctype html><title>secret</title>' }], 'not_an_image'],
    ['a missing image', [{ status: 404 }], 'image_unavailable'],
    ['too large an image', [{ body: images.png }], 'image_too_large'],
  ] as const)('leaves nothing behind after %s', async (_, steps, code) => {
    const saving = saveImage(network(steps), link, { directory, name: 'fox', maxBytes: 1000, taskId: 'task-1' })
    await expect(saving).rejects.toMatchObject({ code, taskId: 'task-1', charged: 'yes' })
    expect(await readdir(directory)).toEqual([])
  })

  it('leaves nothing behind after an abort', async () => {
    const controller = new AbortController()
    const saving = saveImage(network(['hang']), link, { directory, name: 'fox', signal: controller.signal })
    controller.abort()
    await expect(saving).rejects.toMatchObject({ code: 'aborted', charged: 'yes' })
    expect(await readdir(directory)).toEqual([])
  })
})

describe('a disk that fails', () => {
  it('says that a part of the path is a file, without asking the network', async () => {
    await writeFile(join(directory, 'file'), '')
    const net = network([])
    const saving = saveImage(net, link, { directory: join(directory, 'file', 'deeper'), name: 'fox', taskId: 'task-1' })
    await expect(saving).rejects.toMatchObject({
      code: 'save_failed',
      charged: 'yes',
      taskId: 'task-1',
      summary: expect.stringMatching(
        /^The image cannot be saved in ".*deeper": a part of the path is a file, not a folder \(ENOTDIR\)\.$/,
      ),
    })
  })

  // Made up: root may write anywhere, and few systems have a disk that is always full.
  it.each([
    ['EACCES', 'there is no permission to write there (EACCES)'],
    ['ENOSPC', 'the disk is full (ENOSPC)'],
  ])('says what %s means, and does not call it a failure of the network', (code, meaning) => {
    const error = Object.assign(new Error(`${code}: it failed`), { code })
    expect(diskFailure(error, '/images', undefined)).toMatchObject({
      code: 'save_failed',
      summary: `The image cannot be saved in "/images": ${meaning}.`,
    })
  })
})

describe('writing bytes', () => {
  it('names the file by its bytes and never overwrites', async () => {
    const first = await writeImage(images.avif, { directory, name: 'fox' })
    const second = await writeImage(images.avif, { directory, name: 'fox' })
    expect(first).toMatchObject({ path: join(directory, 'fox.avif'), byteLength: 283, width: 24, height: 16 })
    expect(second.path).toBe(join(directory, 'fox-2.avif'))
    expect(new Uint8Array(await readFile(second.path))).toEqual(images.avif)
  })

  it('makes no copy of a file with the same bytes when it may reuse one, under any of its names', async () => {
    const target = { directory, name: 'fox', reusesSame: true }
    await writeFile(join(directory, 'fox.avif'), 'the image of a person')
    const first = await writeImage(images.avif, target)
    const again = await writeImage(images.avif, target)
    expect([first.path, again.path]).toEqual([join(directory, 'fox-2.avif'), join(directory, 'fox-2.avif')])
    expect((await readdir(directory)).toSorted()).toEqual(['fox-2.avif', 'fox.avif'])
    expect(await readFile(join(directory, 'fox.avif'), 'utf8')).toBe('the image of a person')
  })

  it('never reuses a file of the same size with other bytes, or a link that leads nowhere', async () => {
    await writeFile(join(directory, 'fox.avif'), Buffer.alloc(283))
    await symlink(join(directory, 'elsewhere'), join(directory, 'fox-2.avif'))
    const { path } = await writeImage(images.avif, { directory, name: 'fox', reusesSame: true })
    expect(path).toBe(join(directory, 'fox-3.avif'))
  })

  it('reuses a file only if it was written since a moment, where that is asked for', async () => {
    const first = await writeImage(images.avif, { directory, name: 'owl' })
    await utimes(first.path, new Date(2_000), new Date(2_000))
    const later = await writeImage(images.avif, { directory, name: 'owl', reusesSame: { sinceMs: 2_001 } })
    const same = await writeImage(images.avif, { directory, name: 'owl', reusesSame: { sinceMs: 2_000 } })
    expect([later.path, same.path]).toEqual([join(directory, 'owl-2.avif'), join(directory, 'owl.avif')])
  })

  it('refuses what isn’t an image, and half of one', async () => {
    await expect(writeImage(new Uint8Array(100), { directory, name: 'fox' })).rejects.toMatchObject({
      code: 'not_an_image',
    })
    const half = images.png.subarray(0, 500)
    await expect(writeImage(half, { directory, name: 'fox', taskId: 'task-1' })).rejects.toMatchObject({
      code: 'image_truncated',
      taskId: 'task-1',
    })
    expect(await readdir(directory)).toEqual([])
  })
})
