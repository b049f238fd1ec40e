import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DownloadedImage } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { type FluxService, JobRefusal } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { drawImage } from '@fluxkit/simulator/draw'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Place } from '../model/jobs/place.ts'
import type { WriteImage } from '../platform/images.ts'
import type { JobHostOptions } from './job-host.ts'

vi.mock('@fluxkit/jobs', async (original) => ({
  ...(await original<object>()),
  createFluxService: ({ address, account }: { address: string; account: string }) => ({ address, account, download }),
}))
vi.mock('vscode', () => ({ Uri: { parse: (text: string) => ({ path: text, toString: () => text }) }, workspace: {} }))
const { WriteError } = await import('../platform/images.ts')
const { createJobHost } = await import('./job-host.ts')

const download = vi.fn<FluxService['download']>()
const writeImage = vi.fn<WriteImage>()
const connection = vi.fn<JobHostOptions['connection']>()
let account = 'acc-1'
connection.mockImplementation(async () => ({ address: 'https://api.example', account }))
const clock = createFakeClock()
const unsavedFolder = await mkdtemp(join(tmpdir(), 'fluxkit-unsaved-'))
afterAll(() => rm(unsavedFolder, { recursive: true }))
const host = createJobHost({
  clock,
  client: async () => ({}) as never,
  connection,
  tokens: { get: async () => undefined },
  writeImage,
  unsavedFolder,
})
const job = aJob<Place>({ place: { target: { folder: 'file:///ws', stem: 'fox' } } })
const signal = new AbortController().signal
const image = { bytes: new Uint8Array(3), extension: 'jpg', width: 4, height: 5 } as unknown as DownloadedImage

test('a job of the configured service goes there, one of another is left alone', async () => {
  expect(await host.serviceFor(job)).toMatchObject({ address: 'https://api.example', account: 'acc-1' })
  expect(await host.serviceFor({ ...job, service: 'https://other.example' })).toBe('elsewhere')
})

test('without a token every job is left alone, and the sandbox needs none', async () => {
  account = ''
  expect(await host.serviceFor(job)).toBe('elsewhere')
  expect(((await host.serviceFor({ ...job, service: 'sandbox' })) as FluxService).address).toBe('sandbox')
  account = 'acc-1'
})

test('an image is named by its place and its bytes, and its record knows its sides and its digest', async () => {
  writeImage.mockResolvedValueOnce({ toString: () => 'file:///ws/fox.jpg' } as never)
  expect(await host.keep(job, 0, image, signal)).toEqual({
    kept: 'file:///ws/fox.jpg',
    width: 4,
    height: 5,
    byteLength: 3,
    digest: 'cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw',
  })
  expect(writeImage.mock.calls[0]?.slice(1)).toEqual([
    'fox',
    'jpg',
    image.bytes,
    { sinceMs: job.createdAtMs, except: new Set() },
  ])
})

test('a folder that cannot be written is a separate failure, after which the image is still owed', async () => {
  writeImage.mockRejectedValueOnce(new WriteError('EACCES: permission denied'))
  await expect(host.keep(job, 0, image, signal)).rejects.toMatchObject({
    code: 'save_failed',
    summary: 'EACCES: permission denied',
    charged: 'yes',
  })
})

test('an image that could not be saved is not lost when its link expires', async () => {
  const bytes = new Uint8Array(await drawImage({ prompt: 'a fox', model: 'flux-dev', seed: 1, width: 64, height: 32 }))
  const url = 'https://cdn.example/fox.png'
  const paid = { ...job, images: [{ url, tries: 0 }] }
  const drawn = { ...image, bytes, url: 'https://edge.example/fox.png', width: 64, height: 32 }
  writeImage.mockRejectedValueOnce(new WriteError('EACCES: permission denied'))
  await expect(host.keep(paid, 0, drawn, signal)).rejects.toMatchObject({ code: 'save_failed' })
  download.mockRejectedValue(new Error('HTTP 403.'))
  const service = (await host.serviceFor(paid)) as FluxService
  expect((await service.download(url, { signal })).bytes).toEqual(bytes)
  await expect(service.download('https://cdn.example/owl.png', { signal })).rejects.toThrow('HTTP 403.')
})

test('what an edit needs before it is sent is refused before it costs', async () => {
  const edit = aJob<Place>({ request: { action: 'edit' }, place: { ...job.place, source: 'file:///ws/fox.png' } })
  await expect(host.prepare?.(edit, signal)).rejects.toBeInstanceOf(JobRefusal)
})

describe('a window that answers nothing any more', () => {
  test('leaves a job to others', async () => {
    connection.mockReturnValueOnce(new Promise(() => undefined))
    const service = host.serviceFor(job)
    await clock.advance(60_000)
    expect(await service).toBe('elsewhere')
  })

  test('saves no image, which is still owed', async () => {
    writeImage.mockReturnValueOnce(new Promise(() => undefined))
    const refused = expect(host.keep(job, 0, image, signal)).rejects.toMatchObject({
      code: 'save_failed',
      charged: 'yes',
    })
    await clock.advance(60_000)
    await refused
  })
})
