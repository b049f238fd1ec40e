import type { DownloadedImage } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { type FluxService, JobRefusal } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, test, vi } from 'vitest'
import type { Place } from '../model/jobs/place.ts'
import type { WriteImage } from '../platform/images.ts'
import type { JobHostOptions } from './job-host.ts'

vi.mock('vscode', () => ({ Uri: { parse: (text: string) => ({ path: text, toString: () => text }) }, workspace: {} }))
const { WriteError } = await import('../platform/images.ts')
const { createJobHost } = await import('./job-host.ts')

const writeImage = vi.fn<WriteImage>()
const connection = vi.fn<JobHostOptions['connection']>()
let account = 'acc-1'
connection.mockImplementation(async () => ({ address: 'https://api.example', account }))
const clock = createFakeClock()
const host = createJobHost({
  clock,
  client: async () => ({}) as never,
  connection,
  tokens: { get: async () => undefined },
  writeImage,
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
