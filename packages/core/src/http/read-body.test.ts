import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rejection } from './fixtures/rejection.ts'
import { BodyTooLarge, readBody } from './read-body.ts'

/** A body that says how many of its chunks were asked for, and whether it was left early. */
function bodyOf(...chunks: Uint8Array[]): {
  body: AsyncIterable<Uint8Array>
  seen: { pulled: number; closed: boolean }
} {
  const seen = { pulled: 0, closed: false }
  async function* walk(): AsyncGenerator<Uint8Array, void> {
    try {
      for (const chunk of chunks) {
        seen.pulled++
        yield chunk
      }
    } finally {
      seen.closed = true
    }
  }
  return { body: walk(), seen }
}

describe('readBody', () => {
  it('puts the pieces together', async () => {
    const { body } = bodyOf(new Uint8Array([1, 2]), new Uint8Array(), new Uint8Array([3]))
    await expect(readBody(body, 10)).resolves.toEqual(new Uint8Array([1, 2, 3]))
  })

  it('reads an empty body', async () => {
    await expect(readBody(bodyOf().body, 10)).resolves.toEqual(new Uint8Array())
  })

  it('takes exactly as many bytes as are allowed', async () => {
    await expect(readBody(bodyOf(new Uint8Array(6), new Uint8Array(4)).body, 10)).resolves.toHaveLength(10)
  })

  it('stops at the first byte too many, asks for no more and closes the body', async () => {
    const { body, seen } = bodyOf(new Uint8Array(6), new Uint8Array(5), new Uint8Array(1), new Uint8Array(1))
    expect(await rejection(readBody(body, 10))).toBeInstanceOf(BodyTooLarge)
    expect(seen).toEqual({ pulled: 2, closed: true })
  })

  it('hands on what breaks the body', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield new Uint8Array(1)
      throw new Error('reset')
    }
    await expect(readBody(broken(), 10)).rejects.toThrow('reset')
  })

  it('loses and changes no byte, however the body is cut', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(chunks, async (pieces) => {
        const bytes = await readBody(bodyOf(...pieces).body, 1_000)
        expect([...bytes]).toEqual(pieces.flatMap((piece) => [...piece]))
      }),
    )
  })
})
