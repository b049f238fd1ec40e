import { crc32 } from 'node:zlib'
import { identifyImage } from '@fluxkit/core/images'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { embedFacts } from './embed.ts'
import type { EmbeddedFacts } from './facts.ts'
import { image } from './fixtures.ts'

const facts: EmbeddedFacts = {
  prompt: 'ein Fuchs 🦊 <&> "im" Schnee',
  model: 'flux-dev',
  action: 'generate',
  size: '1024x1024',
  seed: 0,
  taskId: '226eb763',
  createdAtMs: Date.UTC(2026, 10, 22, 12),
}

const anyPrompt = fc.string({ unit: 'binary', maxLength: 300 })
const images = [
  ['png', 'png'],
  ['jpeg', 'jpeg'],
  ['webp', 'webp'],
  ['webpLossless', 'webp'],
  ['webpAlpha', 'webp'],
] as const

/** The exact request, read back from the XMP packet of a file. */
function readRequest(bytes: Uint8Array): { prompt: string; seed: unknown } {
  const text = Buffer.from(bytes).toString('utf8')
  const [, escaped = ''] = /<fluxkit:request>(.*?)<\/fluxkit:request>/s.exec(text) ?? []
  const json = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return JSON.parse(json) as { prompt: string; seed: unknown }
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** @throws when a checksum is wrong */
function pngChunks(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes)
  const chunks: Chunk[] = []
  for (let offset = 8; offset < file.length;) {
    const length = file.readUInt32BE(offset)
    const body = file.subarray(offset + 4, offset + 8 + length)
    if (crc32(body) !== file.readUInt32BE(offset + 8 + length)) throw new Error('wrong checksum')
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) })
    offset += length + 12
  }
  return chunks
}

function riffChunks(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes)
  if (file.readUInt32LE(4) !== file.length - 8) throw new Error('wrong length')
  const chunks: Chunk[] = []
  for (let offset = 12; offset < file.length;) {
    const length = file.readUInt32LE(offset + 4)
    chunks.push({
      type: file.toString('latin1', offset, offset + 4),
      data: file.subarray(offset + 8, offset + 8 + length),
    })
    offset += 8 + length + (length % 2)
  }
  return chunks
}

describe('embedFacts', () => {
  it.each(images)('returns any prompt from %s, which is still the same image', (name, format) => {
    const original = image(name)
    const before = identifyImage(original)
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const { bytes, embedded } = embedFacts(original, format, { ...facts, prompt })
        expect(embedded).toBe(true)
        expect(readRequest(bytes)).toMatchObject({ prompt, seed: 0 })
        expect(identifyImage(bytes)).toEqual(before)
      }),
    )
  })

  it.each(images)('does not change the bytes it is given (%s)', (name, format) => {
    const original = image(name)
    embedFacts(original, format, facts)
    expect(original).toEqual(image(name))
  })

  it('writes the description that image programs show, and how the image was made', () => {
    const text = Buffer.from(embedFacts(image('png'), 'png', facts).bytes).toString('utf8')
    expect(text).toContain('<rdf:li xml:lang="x-default">ein Fuchs 🦊 &lt;&amp;&gt; "im" Schnee</rdf:li>')
    expect(text).toContain('xmp:CreatorTool="Fluxkit" xmp:CreateDate="2026-11-22T12:00:00.000Z"')
    expect(text).toContain('digitalsourcetype/trainedAlgorithmicMedia')
  })

  it('doesn’t touch an unknown format', () => {
    const gif = image('gif')
    expect(embedFacts(gif, 'gif', facts)).toEqual({ bytes: gif, embedded: false })
  })

  it.each(['png', 'jpeg', 'webp'])('doesn’t touch bytes that are not a %s', (format) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (random) => {
        const bytes = new Uint8Array(random)
        expect(embedFacts(bytes, format, facts)).toEqual({ bytes, embedded: false })
      }),
    )
  })
})

describe('PNG', () => {
  it('keeps every chunk and adds two text chunks with correct checksums', () => {
    const { bytes } = embedFacts(image('png'), 'png', facts)
    const added = pngChunks(bytes).filter(({ type }) => type === 'iTXt')
    expect(added.map(({ data }) => data.toString('utf8').split('\0')[0])).toEqual(['parameters', 'XML:com.adobe.xmp'])
    expect(added[0]?.data.toString('utf8')).toBe(
      'parameters\0\0\0\0\0ein Fuchs 🦊 <&> "im" Schnee\nModel: flux-dev, Size: 1024x1024, Seed: 0, Task: 226eb763, Software: Fluxkit',
    )
    expect(pngChunks(bytes).filter(({ type }) => type !== 'iTXt')).toEqual(pngChunks(image('png')))
  })

  it('adds no second XMP packet', () => {
    const once = embedFacts(image('png'), 'png', facts).bytes
    const twice = embedFacts(once, 'png', facts).bytes
    expect(pngChunks(twice).filter(({ data }) => data.toString('latin1').startsWith('XML:com.adobe.xmp'))).toHaveLength(
      1,
    )
  })
})

describe('JPEG', () => {
  it('adds one APP1 segment and keeps every other byte', () => {
    const original = Buffer.from(image('jpeg'))
    const result = Buffer.from(embedFacts(image('jpeg'), 'jpeg', facts).bytes)
    const start = result.indexOf('http://ns.adobe.com/xap/1.0/\0') - 4
    expect(result.readUInt16BE(start)).toBe(0xffe1)
    const end = start + 2 + result.readUInt16BE(start + 2)
    expect(Buffer.concat([result.subarray(0, start), result.subarray(end)])).toEqual(original)
  })

  it('leaves out a prompt that does not fit into a segment', () => {
    const original = image('jpeg')
    expect(embedFacts(original, 'jpeg', { ...facts, prompt: 'x'.repeat(40_000) })).toEqual({
      bytes: original,
      embedded: false,
    })
  })

  it('does not add XMP twice', () => {
    const once = embedFacts(image('jpeg'), 'jpeg', facts).bytes
    expect(embedFacts(once, 'jpeg', facts).embedded).toBe(false)
  })
})

describe('WebP', () => {
  it.each([
    ['webp', 'VP8 ', 0x04],
    ['webpLossless', 'VP8L', 0x04],
  ] as const)('makes a simple file (%s) an extended one and keeps its image', (name, fourCC, flags) => {
    const [before] = riffChunks(image(name))
    const [header, body, xmp] = riffChunks(embedFacts(image(name), 'webp', facts).bytes)
    expect(before?.type).toBe(fourCC)
    expect(body).toEqual(before)
    expect(header?.type).toBe('VP8X')
    expect((header?.data[0] ?? 0) & 0x04).toBe(flags)
    expect([header?.data.readUIntLE(4, 3), header?.data.readUIntLE(7, 3)]).toEqual([23, 15])
    expect(xmp?.type).toBe('XMP ')
  })

  it.each(['x', 'xy'])('pads chunks to an even length (%s)', (prompt) => {
    const { bytes } = embedFacts(image('webp'), 'webp', { ...facts, prompt })
    expect(bytes.length % 2).toBe(0)
    expect(riffChunks(bytes).map(({ type }) => type)).toEqual(['VP8X', 'VP8 ', 'XMP '])
  })

  it('sets the flag of an extended file and keeps its chunks', () => {
    const before = riffChunks(image('webpAlpha'))
    const after = riffChunks(embedFacts(image('webpAlpha'), 'webp', facts).bytes)
    expect(after.map(({ type }) => type)).toEqual([...before.map(({ type }) => type), 'XMP '])
    expect(after.slice(1, -1)).toEqual(before.slice(1))
    expect(after[0]?.data[0]).toBe((before[0]?.data[0] ?? 0) | 0x04)
  })
})
