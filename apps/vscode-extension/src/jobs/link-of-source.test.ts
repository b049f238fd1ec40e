import type { Job, Json } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Place } from '../model/jobs/place.ts'

let uploads = 'ask'
let size = 3
let file: Uint8Array | undefined
vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: text.slice('file://'.length) }) },
  workspace: {
    getConfiguration: () => ({ inspect: () => ({ globalValue: uploads }) }),
    fs: {
      stat: async () => ({ size }),
      readFile: async () => file ?? Promise.reject(new Error('FileNotFound')),
    },
  },
}))

const { linkOfSource } = await import('./link-of-source.ts')
const upload = vi.fn<(file: { readonly name: string }) => Promise<{ url: string }>>()
const client = async () => ({ files: { upload } }) as never
let token: string | undefined

beforeEach(() => {
  uploads = 'ask'
  size = 3
  file = new Uint8Array(3)
  token = 'platform-token'
  upload.mockReset()
  upload.mockImplementation(async ({ name }) => ({ url: `https://x/${name}` }))
})

function link(source: string | undefined, facts: Partial<Job<Place>> = {}): Promise<Json | undefined> {
  const place: Place = { target: { folder: 'file:///ws', stem: 'fox' }, ...(source !== undefined && { source }) }
  const request = { action: 'edit', prompt: 'night' }
  const job = aJob<Place>({ request, place, ...facts })
  return linkOfSource(job, { client, tokens: { get: async () => token } }, new AbortController().signal)
}

test('a local image is uploaded, a link is not, and a job without either needs nothing', async () => {
  expect(await link('file:///ws/fox.png')).toEqual({ imageUrl: 'https://x/fox.png' })
  expect(await link('https://y/fox.png')).toEqual({ imageUrl: 'https://y/fox.png' })
  expect(await link(undefined)).toBeUndefined()
  expect(upload).toHaveBeenCalledTimes(1)
})

test('what was uploaded once is not uploaded again', async () => {
  const request = { action: 'edit', prompt: 'night', imageUrl: 'https://x/earlier.png' }
  expect(await link('file:///ws/fox.png', { request })).toBeUndefined()
  expect(upload).not.toHaveBeenCalled()
})

test('nothing is uploaded once the user has forbidden it, no matter who submitted the edit and when', async () => {
  uploads = 'never'
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'upload_forbidden' })
  expect(upload).not.toHaveBeenCalled()
})

test('the upload limit is that of all apps: 100 MB, as the smaller of its two meanings', async () => {
  size = 100_000_000
  expect(await link('file:///ws/fox.png')).toMatchObject({ imageUrl: 'https://x/fox.png' })
  size = 100_000_001
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'invalid_request' })
})

test('an image that is gone, or an upload without a token, refuses the job before anything is sent', async () => {
  token = undefined
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'no_platform_token', name: 'JobRefusal' })
  token = 'platform-token'
  file = undefined
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'invalid_request', name: 'JobRefusal' })
})

test('the sandbox uploads nothing', async () => {
  token = undefined
  expect(await link('file:///ws/a fox.png', { service: 'sandbox' })).toEqual({
    imageUrl: 'https://sandbox.invalid/a%20fox.png',
  })
  expect(upload).not.toHaveBeenCalled()
})

test('the sides of a local image come from its bytes', async () => {
  // The head of a PNG: signature, IHDR, 640 x 360.
  file = Uint8Array.from([
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 2, 128, 0, 0, 1, 104, 8, 2, 0, 0, 0,
  ])
  expect(await link('file:///ws/fox.png')).toEqual({
    imageUrl: 'https://x/fox.png',
    imageSize: { width: 640, height: 360 },
  })
})
