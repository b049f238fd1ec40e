import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'
import { createInvalidRequests } from './invalid-requests.ts'
import { createRateLimiter } from './limits.ts'
import type { RouteMatch } from '../routes/route.ts'

function match(
  method: 'GET' | 'POST',
  template: string,
  params: Record<string, string>,
  auth: 'bot' | 'none' = 'bot',
): RouteMatch {
  return { route: { method, template, auth, handle: () => ({ status: 204 }) }, params }
}

const messages = (channelId: string): RouteMatch =>
  match('POST', '/channels/{channel_id}/messages', { channel_id: channelId })

test('five messages within 5 s in a channel, the sixth gets 429; another channel has its own count', async () => {
  const clock = createFakeClock(1_000_000)
  const limiter = createRateLimiter(clock)
  const first = limiter.take(messages('1'))
  expect(first.headers).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '4',
    'x-ratelimit-reset': '1005',
    'x-ratelimit-reset-after': '5',
  })
  for (let index = 0; index < 4; index++) expect(limiter.take(messages('1')).refusal).toBeUndefined()
  await clock.advance(2_000)
  expect(limiter.take(messages('1')).refusal).toEqual({
    status: 429,
    headers: { 'retry-after': '3', 'x-ratelimit-scope': 'user' },
    body: { message: 'You are being rate limited.', code: 0, retry_after: 3, global: false },
  })
  expect(limiter.take(messages('2')).refusal).toBeUndefined()
  await clock.advance(3_000)
  expect(limiter.take(messages('1')).refusal).toBeUndefined()
})

test('51 requests of the bot within a second: the global limit', () => {
  const limiter = createRateLimiter(createFakeClock())
  for (let index = 0; index < 50; index++) limiter.take(messages(String(index)))
  expect(limiter.take(messages('51')).refusal).toMatchObject({
    headers: { 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' },
    body: { global: true },
  })
})

test('interaction callbacks have no limit', () => {
  const limiter = createRateLimiter(createFakeClock())
  const callback = match('POST', '/interactions/{interaction_id}/{interaction_token}/callback', {}, 'none')
  for (let index = 0; index < 200; index++) expect(limiter.take(callback)).toEqual({ headers: {} })
})

test('a request over the limit has no effect, and its answer names the bucket', async () => {
  await using bot = await startRawBot({ rateLimits: 'discord' })
  const answers = []
  for (let index = 0; index < 6; index++) {
    answers.push(await bot.call('POST', `/channels/${bot.channel.id}/messages`, { content: String(index) }))
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(answers[5]?.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/u)
  expect(bot.channel.messages).toHaveLength(5)
})

test('401, 403 and 429 of its own within 10 min count as invalid', async () => {
  const clock = createFakeClock()
  const invalid = createInvalidRequests(clock, 3)
  invalid.record({ status: 401 })
  invalid.record({ status: 403 })
  invalid.record({ status: 404 })
  invalid.record({ status: 429, headers: { 'x-ratelimit-scope': 'shared' } })
  expect([invalid.count, invalid.blocked]).toEqual([2, false])
  invalid.record({ status: 429, headers: { 'x-ratelimit-scope': 'user' } })
  expect([invalid.count, invalid.blocked]).toEqual([3, true])
  await clock.advance(10 * 60_000)
  expect([invalid.count, invalid.blocked]).toEqual([0, false])
})

test('too many invalid requests block everything', async () => {
  await using bot = await startRawBot({ maxInvalidRequests: 2 })
  bot.channel.denyBot('SendMessages')
  for (let index = 0; index < 2; index++)
    await bot.call('POST', `/channels/${bot.channel.id}/messages`, { content: 'a' })
  expect(await bot.call('GET', '/users/@me')).toMatchObject({ status: 429, body: 'error code: 1015' })
})
