import { describe, expect, test } from 'vitest'
import type { Refusal } from '../limits/refusal.ts'
import { createInputSourceCheck, type InputInspection, type InputSource } from './check-input-source.ts'

const attachmentUrl = 'https://cdn.discordapp.com/attachments/1/2/cat.png?ex=1&is=2&hm=3'
const attachment = (url = attachmentUrl, sizeBytes = 1000): InputSource => ({
  kind: 'attachment',
  attachment: { url, name: 'cat.png', sizeBytes },
})
const link = (url: string): InputSource => ({ kind: 'link', url })
const keyOf = (refusal: Refusal | undefined): string => (refusal?.kind === 'message' ? refusal.message.key : 'fine')
const wordOf = (inspect: InputInspection): string =>
  inspect.kind === 'refused' ? keyOf(inspect.refusal) : inspect.kind

/** Signature and IHDR of a PNG. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  bytes.set([8, 6], 24)
  return bytes
}

function served(body: BodyInit | null, status = 200) {
  const requested: { url: string; redirect: string | undefined }[] = []
  const fetchFile: typeof fetch = async (url, options) => {
    requested.push({ url: url instanceof URL ? url.href : '', redirect: options?.redirect })
    return new Response(body, { status })
  }
  return { requested, check: createInputSourceCheck(undefined, fetchFile) }
}

describe('what a link says', () => {
  test.each([
    [attachment(), 'fine'],
    [link('https://images.example.com/a.png'), 'fine'],
    [link('http://images.example.com/a.png'), 'refusedImageLink'],
    [link('https://10.0.0.1/a.png'), 'refusedImageLink'],
    [link('https://[fd00::1]/a.png'), 'refusedImageLink'],
    [link('https://user@images.example.com/a.png'), 'refusedImageLink'],
    [link('javascript:alert(1)'), 'refusedImageLink'],
    [link(''), 'refusedImageLink'],
    [attachment('https://cdn.discordapp.com.evil.example:8443/a.png', 20 * 1024 * 1024), 'fine'],
    [attachment(attachmentUrl, 20 * 1024 * 1024), 'fine'],
    [attachment(attachmentUrl, 20 * 1024 * 1024 + 1), 'refusedImageSize'],
  ])('%j: %s', (source, expected) => {
    expect(keyOf(createInputSourceCheck(undefined).validate(source))).toBe(expected)
  })
})

describe('what its bytes say', () => {
  test.each([
    'https://images.example.com/a.png',
    'https://cdn.discordapp.com.evil.example/a.png',
    'https://cdn.discordapp.com:8443/a.png',
    'http://cdn.discordapp.com/a.png',
    'https://evil.example/https://cdn.discordapp.com/a.png',
  ])('a link that somebody has typed is never fetched from here: %s', async (url) => {
    const { requested, check } = served('<html>')

    expect(await check.inspect(link(url))).toEqual({ kind: 'fine' })
    expect(requested).toEqual([])
  })

  test('a file of Discord is looked at, and no redirect followed', async () => {
    const { requested, check } = served(png(1000, 1000))

    expect(await check.inspect(attachment())).toMatchObject({
      kind: 'fine',
      image: { extension: 'png', size: { width: 1000, height: 1000 } },
    })
    expect(requested).toEqual([{ url: attachmentUrl, redirect: 'error' }])
  })

  test.each<[string, BodyInit | null, number, string]>([
    ['a page', '<html></html>', 200, 'refusedImageFormat'],
    [
      'a GIF',
      Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
      200,
      'refusedImageFormat',
    ],
    ['nothing', '', 200, 'refusedImageFormat'],
    ['an expired link', 'This content is no longer available.', 404, 'gone'],
    ['40 megapixels', png(8000, 5000), 200, 'fine'],
    ['a row more', png(8000, 5001), 200, 'refusedImageSize'],
  ])('%s', async (_, body, status, expected) => {
    expect(wordOf(await served(body, status).check.inspect(attachment()))).toBe(expected)
  })

  test('a file that never ends is read up to the limit, and refused', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(pulled++ === 0 ? png(100, 100) : new Uint8Array(1024 * 1024))
      },
    })

    expect(wordOf(await served(endless).check.inspect(attachment()))).toBe('refusedImageSize')
    expect(pulled).toBeLessThan(25)
  })

  test('a hundred files at once are read few at a time: together they would fill the memory', async () => {
    let reading = 0
    let most = 0
    const fetchFile: typeof fetch = async () => {
      most = Math.max(most, ++reading)
      await new Promise((resolve) => setImmediate(resolve))
      reading--
      return new Response(png(100, 100))
    }
    const check = createInputSourceCheck(undefined, fetchFile)

    const inspections = await Promise.all(Array.from({ length: 100 }, () => check.inspect(attachment())))

    expect(inspections.map(wordOf)).toEqual(Array.from({ length: 100 }, () => 'fine'))
    expect(most).toBe(8)
  })
})
