import { describe, expect, test } from 'vitest'
import { aJob, startMs } from '../test/builders.ts'
import { mustCheckHistory, nonceFor, nonceHolds, rungsFor } from './delivery-ladder.ts'

const minuteMs = 60_000

describe('ways to notify a user', () => {
  const inServer = aJob()
  const isPrivate = aJob({ request: { private: true } })
  const elsewhere = aJob({ place: { guildId: null } })

  test.each([
    ['in a server', inServer, 0, ['answer', 'channel', 'direct']],
    ['in a server, when the token has ended', inServer, 15 * minuteMs, ['channel', 'direct']],
    ['private', isPrivate, 0, ['answer', 'direct']],
    ['private, when the token has ended', isPrivate, 15 * minuteMs, ['direct']],
    ['where the bot has no channel', elsewhere, 15 * minuteMs, ['direct']],
    ['21 s before the end of the token', inServer, 15 * minuteMs - 21_000, ['answer', 'channel', 'direct']],
    ['20 s before it, too late for files', inServer, 15 * minuteMs - 20_000, ['channel', 'direct']],
  ])('%s', (_, job, afterMs, rungs) => {
    expect(rungsFor(job, startMs + afterMs)).toEqual(rungs)
  })
})

describe('after an attempt that nobody knows the end of', () => {
  const attempt = { way: 'channel', atMs: startMs } as const

  test('only the same answer may be edited again without a look', () => {
    expect(mustCheckHistory(undefined, 'channel')).toBe(false)
    expect(mustCheckHistory({ way: 'answer', atMs: startMs }, 'answer')).toBe(false)
    expect(mustCheckHistory({ way: 'answer', atMs: startMs }, 'channel')).toBe(true)
    expect(mustCheckHistory(attempt, 'channel')).toBe(true)
    expect(mustCheckHistory(attempt, 'direct')).toBe(true)
  })

  test('a nonce is trusted for a minute, in its own place', () => {
    expect(nonceHolds(attempt, 'channel', startMs + 59_999)).toBe(true)
    expect(nonceHolds(attempt, 'channel', startMs + 60_000)).toBe(false)
    expect(nonceHolds(attempt, 'direct', startMs)).toBe(false)
  })
})

test('every message of a job has its own nonce, of at most 25 characters', () => {
  const longest = '18446744073709551615'
  const nonces = (['result', 'failure', 'unknown', 'ping', 'notice'] as const).flatMap((purpose) => [
    nonceFor(longest, purpose, false),
    nonceFor(longest, purpose, true),
  ])

  expect(new Set(nonces).size).toBe(10)
  expect(Math.max(...nonces.map((nonce) => nonce.length))).toBeLessThanOrEqual(25)
  expect(nonceFor('123', 'result', false)).toBe('123-r')
})
