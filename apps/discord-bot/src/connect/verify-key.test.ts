import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createDiscordKey, type DiscordKey } from '../test/discord-key.ts'
import type { Signed } from './signature.ts'
import { createVerifyKey, type VerifyKey } from './verify-key.ts'

let old: DiscordKey
let next: DiscordKey
beforeAll(async () => {
  old = await createDiscordKey()
  next = await createDiscordKey()
})

let clock: FakeClock
let reads: number
let logged: string[]
/** What Discord answers. */
let read: () => Promise<string>
let key: VerifyKey
beforeEach(() => {
  clock = createFakeClock({ startMs: 1_000_000, settle: settleWork })
  reads = 0
  logged = []
  read = async () => next.verifyKey
  const warn = (_: unknown, message: string): void => void logged.push(message)
  key = createVerifyKey(clock, { warn, debug: warn, info: warn, error: warn }, () => {
    reads++
    return read()
  })
  key.use(old.verifyKey)
})

async function signedBy(discord: DiscordKey): Promise<Signed> {
  return { timestamp: '1', body: Buffer.from('{}'), signature: await discord.sign('1', '{}') }
}

test('what fits is never a reason to read the key again', async () => {
  await clock.advance(3_600_000)
  expect(await key.isSigned(await signedBy(old))).toBe(true)
  expect(reads).toBe(0)
})

test('a replaced key is read, and its first request counts already', async () => {
  await clock.advance(60_000)
  expect(await key.isSigned(await signedBy(next))).toBe(true)
  expect(await key.isSigned(await signedBy(old))).toBe(false)
  expect(reads).toBe(1)
})

test('a thousand wrong signatures in a minute read it once', async () => {
  read = async () => old.verifyKey
  await clock.advance(60_000)
  const wrong = await signedBy(next)
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => key.isSigned(wrong)))
  await clock.advance(59_999)
  answers.push(await key.isSigned(wrong))

  expect([...new Set(answers)]).toEqual([false])
  expect(reads).toBe(1)
  await clock.advance(1)
  await key.isSigned(wrong)
  expect(reads).toBe(2)
})

test('while Discord doesn’t answer, a wrong signature is refused after 1.5 s and a good one at once', async () => {
  read = () => new Promise(() => undefined)
  await clock.advance(60_000)
  const startedMs = clock.now()
  const refused = key.isSigned(await signedBy(next))
  expect(await key.isSigned(await signedBy(old))).toBe(true)
  expect(clock.now()).toBe(startedMs)

  expect(await clock.until(refused)).toBe(false)
  expect(clock.now()).toBe(startedMs + 1_500)
})

test.each([
  ['Discord is down', () => Promise.reject(new Error('503'))],
  ['what Discord sends isn’t a key', () => Promise.resolve('nonsense')],
])('the known key stays when %s, and that is logged', async (_, answer) => {
  read = answer
  await clock.advance(60_000)

  expect(await key.isSigned(await signedBy(next))).toBe(false)
  expect(await key.isSigned(await signedBy(old))).toBe(true)
  expect(logged).toEqual(['the key of Discord’s signatures could not be read again'])
})

test('before it is known, nothing counts as signed', async () => {
  const unknown = createVerifyKey(clock, {} as never, read)
  expect([unknown.isKnown(), await unknown.isSigned(await signedBy(next))]).toEqual([false, false])
})
