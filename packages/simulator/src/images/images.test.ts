import { encode as encodeWithFastPng, decode } from 'fast-png'
import jpeg from 'jpeg-js'
import { expect, test, vi } from 'vitest'
import { createHarness, type Harness } from '../testing/harness.ts'
import { decodeImage } from './decode.ts'

/** Left half red, right half blue. */
function twoColours(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let index = 0; index < width * height; index++)
    data.set(index % width < width / 2 ? [255, 0, 0] : [0, 0, 255], index * 4)
  return data
}

const png = encodeWithFastPng({ width: 64, height: 32, data: twoColours(64, 32), channels: 4 })
const jpg = new Uint8Array(jpeg.encode({ width: 64, height: 32, data: twoColours(64, 32) }, 95).data)
// The same 64 × 32 pixels, lossless.
const webp = Buffer.from('UklGRiYAAABXRUJQVlA4TBoAAAAvP8AHAA8Q87//8x8OxILJ/KVD6I3of1TBNw==', 'base64')

async function upload(harness: Harness, bytes: Uint8Array, name: string, token = 'platform-token'): Promise<Response> {
  const form = new FormData()
  form.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name))
  return harness.simulator.fetch('https://platform.acedata.cloud/api/v1/files/', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
}

async function download(harness: Harness, id: string): Promise<{ width: number; height: number; data: Uint8Array }> {
  const response = await harness.image(`${id}_0.png`)
  expect(response.headers.get('content-type')).toBe('image/png')
  return decodeImage(new Uint8Array(await response.arrayBuffer()))
}

test('images can be drawn smaller than requested, in their shape', async () => {
  const harness = createHarness({ maxImageSide: 128 })
  const id = await harness.start({ model: 'flux-dev', size: '512x256' })
  await harness.clock.advance(6_000)
  const { width, height } = await download(harness, id)
  expect([width, height]).toEqual([128, 64])
})

test.each([
  ['flux-dev', undefined, [1024, 1024]],
  ['flux-dev', '256x512', [256, 512]],
  ['flux-kontext-pro', '16:9', [1360, 768]],
  ['flux-kontext-pro', '9:21', [672, 1568]],
])('%s %s is drawn as %j', async (model, size, expected) => {
  const harness = createHarness()
  const id = await harness.start({ model, size })
  await harness.clock.advance(6_000)
  const { width, height } = await download(harness, id)
  expect([width, height]).toEqual(expected)
})

test('an ultra image has four megapixels', async () => {
  const harness = createHarness()
  const id = await harness.start({ model: 'flux-pro-1.1-ultra', size: '21:9' })
  await harness.clock.advance(6_000)
  const { width, height } = await download(harness, id)
  expect([width, height]).toEqual([3136, 1344])
})

test('there is no image before the task has finished', async () => {
  const harness = createHarness()
  const id = await harness.start()
  expect((await harness.image(`${id}_0.png`)).status).toBe(404)
})

test.each(['..%2F..%2Fsecret_0.png', 'x_0.png', '_0.png', 'x_99999999.png'])('%s is nowhere', async (name) => {
  expect((await createHarness().image(name)).status).toBe(404)
})

test('an uploaded file gets a public link with the same bytes', async () => {
  const harness = createHarness()
  const answer = (await (await upload(harness, png, 'cat.png')).json()) as { file_url: string; mime: string }
  expect(answer.mime).toBe('image/png')
  expect(answer.file_url).toMatch(/^https:\/\/platform\.acedata\.cloud\/sandbox-uploads\/[0-9a-f]{10}\.png$/)
  const file = await harness.simulator.fetch(answer.file_url)
  expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), Buffer.from(png))).toBe(0)
  expect(harness.simulator.stats.uploads).toBe(1)
})

test('an upload whose name belies its bytes is refused', async () => {
  const response = await upload(createHarness(), png, 'cat.jpg')
  expect([response.status, await response.json()]).toMatchObject([400, { error: { message: 'file is invalid.' } }])
})

test('an upload with a token of the API is refused', async () => {
  const response = await upload(createHarness(), png, 'cat.png', 'token')
  expect([response.status, await response.json()]).toMatchObject([401, { error: { code: 'token_mismatched' } }])
})

test('an uploaded page cannot act as one', async () => {
  const harness = createHarness()
  const answer = (await (await upload(harness, new TextEncoder().encode('<script>'), 'x.html')).json()) as {
    file_url: string
  }
  const file = await harness.simulator.fetch(answer.file_url)
  expect([file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual([
    'application/octet-stream',
    'nosniff',
  ])
})

test.each([
  ['PNG', png, 'a.png'],
  ['JPEG', jpg, 'a.jpg'],
  ['WebP', new Uint8Array(webp), 'a.webp'],
])('an edit of a %s shows its input in other colours', async (_, bytes, name) => {
  const harness = createHarness()
  const { file_url } = (await (await upload(harness, bytes, name)).json()) as { file_url: string }
  const id = await harness.start({
    action: 'edit',
    model: 'flux-kontext-pro',
    image_url: file_url,
    prompt: 'make it green',
  })
  await harness.clock.advance(6_000)
  const { width, height, data } = await download(harness, id)
  expect([width, height]).toEqual([1456, 720])
  const left = [...data.subarray((200 * width + 200) * 3, (200 * width + 200) * 3 + 3)]
  const right = [...data.subarray((200 * width + 1_250) * 3, (200 * width + 1_250) * 3 + 3)]
  expect(left).not.toEqual([255, 0, 0])
  expect(left).not.toEqual(right)
})

test('an edit may start from an image of the simulator', async () => {
  const harness = createHarness()
  const first = await harness.start({ size: '256x256' })
  await harness.clock.advance(6_000)
  const image_url = `https://api.acedata.cloud/sandbox-images/${first}_0.png`
  const id = await harness.start({ action: 'edit', model: 'flux-kontext-max', size: '4:3', image_url })
  await harness.clock.advance(6_000)
  const { width, height } = await download(harness, id)
  expect([width, height]).toEqual([1184, 880])
})

test.each([
  ['http://10.0.0.1/a.png', 'image_url could not be fetched.'],
  ['https://api.acedata.cloud/sandbox-images/unknown_0.png', 'image_url could not be fetched.'],
])('an edit of %s fails and is refunded', async (image_url, message) => {
  const harness = createHarness()
  const id = await harness.start({ action: 'edit', model: 'flux-kontext-pro', image_url })
  await harness.clock.advance(6_000)
  expect(await harness.poll(id)).toMatchObject({
    response: { success: false, error: { code: 'bad_request', message } },
  })
  expect(harness.simulator.stats).toMatchObject({ chargedCredits: 0.423, refundedCredits: 0.423 })
})

test.each([
  ['http://10.0.0.1/a.png', 0],
  ['http://localhost.example.com/a.png', 0],
  ['http://169.254.169.254/a.png', 0],
  ['http://127.0.0.1:9/a.png', 1],
  ['http://localhost:9/a.png', 1],
])('without its own fetch it looks at %s %i times', async (image_url, fetches) => {
  const globalFetch = vi.fn<typeof fetch>(async () => new Response(png as Uint8Array<ArrayBuffer>))
  vi.stubGlobal('fetch', globalFetch)
  const harness = createHarness()
  await harness.start({ action: 'edit', model: 'flux-kontext-pro', image_url })
  await harness.clock.advance(6_000)
  vi.unstubAllGlobals()
  expect(globalFetch).toHaveBeenCalledTimes(fetches)
})

test('an edit of a page fails', async () => {
  const harness = createHarness({ imageFetch: async () => new Response('<html>') })
  const id = await harness.start({ action: 'edit', model: 'flux-kontext-pro', image_url: 'https://example.com/page' })
  await harness.clock.advance(6_000)
  expect(await harness.poll(id)).toMatchObject({ response: { error: { message: 'image_url is not an image.' } } })
})

test('an edit of something endless fails', async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
  })
  const harness = createHarness({ imageFetch: async () => new Response(endless) })
  const id = await harness.start({ action: 'edit', model: 'flux-kontext-pro', image_url: 'https://example.com/big' })
  await harness.clock.advance(6_000)
  for (let turn = 0; turn < 50 && harness.simulator.tasks[0]?.state === 'running'; turn++)
    await harness.clock.advance(1)
  expect(await harness.poll(id)).toMatchObject({ response: { error: { message: 'image_url could not be fetched.' } } })
})

async function spoilt(kind: string): Promise<Response> {
  const harness = createHarness()
  const id = await harness.start({ prompt: `x [sim:${kind}]`, size: '256x256' })
  await harness.clock.advance(6_000)
  return harness.image(`${id}_0.png`, { redirect: 'manual' })
}

test('image-404: not there', async () => {
  expect((await spoilt('image-404')).status).toBe(404)
})

test('image-html: a page under the name of an image', async () => {
  const response = await spoilt('image-html')
  expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(/^<!doctype html>/)])
})

test('image-truncated: a PNG that stops early, with a length that agrees', async () => {
  const response = await spoilt('image-truncated')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(Number(response.headers.get('content-length'))).toBe(bytes.byteLength)
  expect(() => decode(bytes)).toThrow(/./)
})

test('image-jpeg: a JPEG that is called PNG', async () => {
  const response = await spoilt('image-jpeg')
  expect(response.headers.get('content-type')).toBe('image/png')
  expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
})

test('image-endless: continues for as long as it is read', async () => {
  const reader = (await spoilt('image-endless')).body?.getReader()
  let size = 0
  while (size < 10_000_000) size += (await reader?.read())?.value?.byteLength ?? 0
  await reader?.cancel()
  expect(size).toBeGreaterThan(10_000_000)
})

test.each([
  ['image-redirect-private', 'http://169.254.169.254/latest/meta-data/'],
  ['image-redirect-private to=http://192.168.0.1/x', 'http://192.168.0.1/x'],
])('%s leads to %s', async (kind, location) => {
  const response = await spoilt(kind)
  expect([response.status, response.headers.get('location')]).toEqual([302, location])
})

test('image-redirect-loop never arrives', async () => {
  const harness = createHarness()
  const id = await harness.start({ prompt: 'x [sim:image-redirect-loop]' })
  await harness.clock.advance(6_000)
  await expect(harness.image(`${id}_0.png`)).rejects.toThrow('fetch failed')
})
