import { createFakeClock } from '@fluxkit/core/testing'
import { REST, Routes } from 'discord.js'
import { expect, test, vi } from 'vitest'
import { untilReachable } from './until-reachable.ts'

type Write = () => void
const log = { debug: vi.fn<Write>(), info: vi.fn<Write>(), warn: vi.fn<Write>(), error: vi.fn<Write>() }
const never = new Promise<never>(() => undefined)

/** Fails with each error in turn, then answers. */
function failing(...errors: Error[]): () => Promise<string> {
  return () => {
    const error = errors.shift()
    return error ? Promise.reject(error) : Promise.resolve('ready')
  }
}

const noHost = Object.assign(new Error('getaddrinfo ENOTFOUND discord.com'), { code: 'ENOTFOUND' })

test('a name that isn’t found, a connection that is refused and a server in trouble are tried again', async () => {
  const clock = createFakeClock(0)
  const refused = new TypeError('fetch failed', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  })
  const work = failing(noHost, refused, Object.assign(new Error('Bad Gateway'), { status: 502 }))
  const answer = untilReachable(work, { clock, log, failed: never })
  await clock.advance(8_000)
  expect(await answer).toBe('ready')
})

test('pauses grow to half a minute, and it never gives up', async () => {
  const clock = createFakeClock(0)
  const atMs: number[] = []
  const work = (): Promise<string> => {
    atMs.push(clock.now())
    return atMs.length < 8 ? Promise.reject(noHost) : Promise.resolve('ready')
  }
  const answer = untilReachable(work, { clock, log, failed: never })
  await clock.advance(200_000)
  expect(await answer).toBe('ready')
  expect(atMs).toEqual([0, 1_000, 3_000, 8_000, 18_000, 48_000, 78_000, 108_000])
})

test.each([401, 403, 404])('%i is final', async (status) => {
  const error = Object.assign(new Error('no'), { status })
  await expect(untilReachable(failing(error), { clock: createFakeClock(0), log, failed: never })).rejects.toBe(error)
})

test('it ends when Discord has refused the token meanwhile', async () => {
  const clock = createFakeClock(0)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const answer = untilReachable(failing(noHost), { clock, log, failed })
  const rejected = expect(answer).rejects.toThrow('the token')
  await clock.advance(500)
  reject(new Error('the token'))
  await rejected
})

test('the errors of discord.js for a closed port are among those', async () => {
  const clock = createFakeClock(0)
  const rest = new REST({ api: 'http://127.0.0.1:9/api', retries: 0 }).setToken('any')
  let tries = 0
  const work = async (): Promise<string> => {
    if (++tries > 1) return 'ready'
    await rest.get(Routes.currentApplication())
    return 'impossible'
  }
  const answer = untilReachable(work, { clock, log, failed: never })
  expect(await clock.until(answer)).toBe('ready')
})
