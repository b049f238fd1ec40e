import { describe, expect, it } from 'vitest'
import type { Transport } from '../http/transport.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { bytes, u16, u32 } from './fixtures/bytes.ts'
import { images } from './fixtures/images.ts'
import { measureLink } from './measure-link.ts'

const link = 'https://images.example.com/a?signature=secret'
const baseUrl = new URL('https://api.acedata.cloud')

async function measure(steps: readonly ScriptStep[], url = link): Promise<unknown> {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  const measured = measureLink({ transport, clock, random: () => 0 }, baseUrl, url, { timeoutMs: 3_000 })
  await clock.advance(2_999)
  await clock.advance(1)
  expect(clock.pendingDelaysMs()).toEqual([])
  return measured
}

/** An image that is sent chunk by chunk, and how many of its chunks were taken. */
function streamed(chunks: readonly Uint8Array[]): { transport: Transport; taken: () => number } {
  let taken = 0
  const transport: Transport = async () => ({
    status: 200,
    header: () => undefined,
    body: (async function* () {
      for (const chunk of chunks) {
        taken++
        yield chunk
      }
    })(),
  })
  return { transport, taken: () => taken }
}

describe('the size of an image behind a link', () => {
  it.each([
    ['PNG', images.png, 24, 16],
    ['JPEG', images.jpegBaseline, 24, 16],
  ])('of a %s is read', async (_, body, width, height) => {
    expect(await measure([{ body }])).toEqual({ width, height })
  })

  it('is the one that is displayed', async () => {
    const entry = [...u16(0x0112), ...u16(3), ...u32(1), ...u16(6), 0, 0]
    const exif = bytes('Exif\0\0', 'MM', u16(42), u32(8), u16(1), entry, u32(0))
    const turned = bytes([0xff, 0xd8, 0xff, 0xe1], u16(exif.length + 2), exif, images.jpegBaseline.subarray(2))
    expect(await measure([{ body: turned }])).toEqual({ width: 16, height: 24 })
  })

  it('is read behind a redirect, without credentials, from a public address', async () => {
    const clock = createFakeClock()
    const transport = createScriptedTransport([
      { status: 302, headers: { location: 'https://b.example.com/x' } },
      { body: images.png },
    ])
    await measureLink({ transport, clock, random: () => 0 }, baseUrl, link, { timeoutMs: 3_000 })
    expect(transport.requests.map(({ url, headers, network }) => [url, headers, network])).toEqual([
      [link, { accept: 'image/*' }, 'public'],
      ['https://b.example.com/x', { accept: 'image/*' }, 'public'],
    ])
  })

  it('takes no more bytes than it needs', async () => {
    const { transport, taken } = streamed([images.png.subarray(0, 40), images.png.subarray(40)])
    const clock = createFakeClock()
    const measured = measureLink({ transport, clock, random: () => 0 }, baseUrl, link, { timeoutMs: 3_000 })
    expect(await measured).toEqual({ width: 24, height: 16 })
    expect(taken()).toBe(1)
  })

  it('is not looked for beyond 512 KiB of metadata', async () => {
    const profile = bytes([0xff, 0xe2], u16(65_535), new Uint8Array(65_533))
    const { transport, taken } = streamed([bytes([0xff, 0xd8]), ...Array.from({ length: 20 }, () => profile)])
    const clock = createFakeClock()
    const measured = measureLink({ transport, clock, random: () => 0 }, baseUrl, link, { timeoutMs: 3_000 })
    expect(await measured).toBeUndefined()
    expect(taken()).toBe(9)
  })

  it.each<[string, readonly ScriptStep[], string?]>([
    ['a page comes', [{ body: '<!doctype html><html></html>' }]],
    ['nothing comes', [{ body: '' }]],
    ['the host answers 404', [{ status: 404, body: images.png }]],
    ['the connection breaks', ['lost']],
    ['the host never answers', ['hang']],
    ['the image breaks off within its header', [{ body: images.png.subarray(0, 20) }]],
    ['the link leads to a private address', [], 'https://192.168.1.1/a.png'],
    ['the link is not encrypted', [], 'http://images.example.com/a.png'],
    ['a redirect leads to a private address', [{ status: 302, headers: { location: 'https://127.0.0.1/' } }]],
    ['it is not a link', [], 'cat.png'],
  ])('is not known, and nothing fails, when %s', async (_, steps, url) => {
    expect(await measure(steps, url)).toBeUndefined()
  })

  it('is not waited for when the caller gives up', async () => {
    const clock = createFakeClock()
    const transport = createScriptedTransport(['hang'])
    const abort = new AbortController()
    const options = { timeoutMs: 3_000, signal: abort.signal }
    const measured = measureLink({ transport, clock, random: () => 0 }, baseUrl, link, options)
    await clock.advance(0)
    abort.abort()
    expect(await measured).toBeUndefined()
  })
})
