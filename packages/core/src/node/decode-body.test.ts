import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody } from '../http/read-body.ts'
import { decodeBody } from './decode-body.ts'

const text = '{"task_id":"226eb763","data":[]}'

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < bytes.byteLength; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes)
}

async function decoded(bytes: Uint8Array, contentEncoding: string, pieceBytes = 5): Promise<string> {
  const body = decodeBody(inPieces(bytes, pieceBytes), contentEncoding)
  return new TextDecoder().decode(await readBody(body, 1_000_000))
}

describe('a body that was sent encoded', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity, gzip', gzipSync(text)],
    ['', Buffer.from(text)],
    ['identity', Buffer.from(text)],
  ])('is decoded: %s', async (contentEncoding, bytes) => {
    expect(await decoded(bytes, contentEncoding)).toBe(text)
  })

  it('is decoded whatever its pieces are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), async (any, pieceBytes) => {
        expect(await decoded(gzipSync(any), 'gzip', pieceBytes)).toBe(any)
      }),
      { numRuns: 50 },
    )
  })

  it('is empty when nothing came', async () => {
    expect(await decoded(new Uint8Array(), 'gzip')).toBe('')
  })

  it('gives what can be read of it when it breaks off', async () => {
    expect(await decoded(gzipSync(text, { level: 0 }).subarray(0, -14), 'gzip')).toMatch(/^\{"task_id":"226eb763"/)
  })

  it.each(['gzip', 'x-gzip'])(
    'is left as it is when a proxy has decoded it and kept the header: %s',
    async (coding) => {
      expect(await decoded(Buffer.from(text), coding, 1)).toBe(text)
    },
  )

  it('fails when it is not what it says it is', async () => {
    await expect(decoded(Buffer.from([0x1f, ...Buffer.from(text)]), 'gzip')).rejects.toThrow(/header/)
    await expect(decoded(Buffer.from(text), 'deflate')).rejects.toThrow(/invalid/)
  })

  it('is left as it is when nobody can decode it, or when it has more layers than any server puts on', async () => {
    expect(await decoded(Buffer.from('x'), 'zstd')).toBe('x')
    expect(await decoded(Buffer.from('x'), 'gzip, gzip, gzip')).toBe('x')
  })

  it('is read no further than its limit, which counts what comes out', async () => {
    // A thousandth of what comes out of it; such members can follow each other without end.
    const bomb = gzipSync(new Uint8Array(1_000_000))
    let taken = 0
    let left = false
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      try {
        while (true) {
          taken += bomb.byteLength
          yield bomb
        }
      } finally {
        left = true
      }
    }
    await expect(readBody(decodeBody(endless(), 'gzip'), 2_000_000)).rejects.toThrow('larger than 2000000 bytes')
    await new Promise((resolve) => setImmediate(resolve))
    // What streams hold in advance.
    expect(taken).toBeLessThan(200_000)
    expect(left).toBe(true)
  })

  it('fails with what broke the connection', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield gzipSync(text).subarray(0, 20)
      throw new Error('reset')
    }
    await expect(readBody(decodeBody(broken(), 'gzip'), 1_000)).rejects.toThrow('reset')
  })
})
