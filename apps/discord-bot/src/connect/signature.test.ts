import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDiscordKey, type DiscordKey } from '../test/discord-key.ts'
import { isSignedBy, readVerifyKey } from './signature.ts'

let discord: DiscordKey
beforeAll(async () => {
  discord = await createDiscordKey()
})

const timestamps = fc.integer({ min: 0, max: 4_000_000_000 }).map(String)
const bodies = fc.uint8Array({ maxLength: 200 })

/** One bit of the bytes is another. */
function flipped(bytes: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(bytes)
  const index = (bit >> 3) % changed.length
  changed[index] = (changed[index] ?? 0) ^ (1 << (bit & 7))
  return changed
}

describe('a signature', () => {
  test('of Discord’s key fits exactly what was signed', async () => {
    const key = readVerifyKey(discord.verifyKey)
    await fc.assert(
      fc.asyncProperty(timestamps, bodies, async (timestamp, body) => {
        const signature = await discord.sign(timestamp, body)
        expect(await isSignedBy(key, { timestamp, body, signature })).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('doesn’t fit once any bit of the time, of the body or of its text is another', async () => {
    const key = readVerifyKey(discord.verifyKey)
    const part = fc.constantFrom('timestamp', 'body', 'signature')
    await fc.assert(
      fc.asyncProperty(
        timestamps,
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        part,
        fc.nat(),
        async (...given) => {
          const [timestamp, body, changed, bit] = given
          const signature = await discord.sign(timestamp, body)
          const sent = { timestamp, body, signature }
          const wrong =
            changed === 'body'
              ? { ...sent, body: flipped(body, bit) }
              : { ...sent, [changed]: flipped(Buffer.from(sent[changed]), bit).toString('latin1') }
          expect(await isSignedBy(key, wrong)).toBe(false)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('has 128 lower-case digits and nothing else', async () => {
    const key = readVerifyKey(discord.verifyKey)
    const body = Buffer.from('{}')
    const good = await discord.sign('1', body)
    const wrong = [
      '',
      'x'.repeat(128),
      good.slice(1),
      `${good}0`,
      ` ${good}`,
      `${good}\n`,
      good.toUpperCase(),
      `0x${good}`,
    ]
    for (const signature of wrong) expect(await isSignedBy(key, { timestamp: '1', body, signature })).toBe(false)
  })

  test('by another key doesn’t fit', async () => {
    const other = await createDiscordKey()
    const body = Buffer.from('{}')
    const signature = await other.sign('1', body)
    expect(await isSignedBy(readVerifyKey(discord.verifyKey), { timestamp: '1', body, signature })).toBe(false)
  })
})

test.each(['', '0'.repeat(63), '0'.repeat(66), 'g'.repeat(64)])('%j isn’t a key', (hex) => {
  expect(() => readVerifyKey(hex)).toThrow('verify_key')
})
