import { expect, test } from 'vitest'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

const route = '/channels/{channel_id}/messages'

function post(bot: RawBot, content = 'a'): ReturnType<RawBot['call']> {
  return bot.call('POST', `/channels/${bot.channel.id}/messages`, { content })
}

test.each(['user', 'global', 'shared'] as const)('a 429 of scope %s, without an effect', async (scope) => {
  await using bot = await startRawBot()
  bot.simulator.faults.add({ kind: 'rate-limited', route, retryAfterMs: 1500, scope })
  const { status, headers, body } = await post(bot)
  expect(status).toBe(429)
  expect(headers.get('x-ratelimit-scope')).toBe(scope)
  expect(headers.get('retry-after')).toBe('2')
  expect(body).toEqual({
    message: 'You are being rate limited.',
    code: 0,
    retry_after: 1.5,
    global: scope === 'global',
  })
  expect(bot.channel.messages).toEqual([])
  expect(bot.simulator.invalidRequests).toBe(scope === 'shared' ? 0 : 1)
  expect(await post(bot)).toMatchObject({ status: 200 })
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a 502 %s the effect leaves %i messages', async (effect, count) => {
  await using bot = await startRawBot()
  bot.simulator.faults.add({ kind: 'server-error', status: 502, method: 'POST', effect })
  expect(await post(bot)).toMatchObject({ status: 502 })
  expect(bot.channel.messages).toHaveLength(count)
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a connection cut %s the effect leaves %i messages', async (effect, count) => {
  await using bot = await startRawBot()
  bot.simulator.faults.add({ kind: 'drop', effect })
  await expect(post(bot)).rejects.toThrow(TypeError)
  expect(bot.channel.messages).toHaveLength(count)
  expect(bot.simulator.requests.at(-1)).toMatchObject({ method: 'POST', route, status: 0 })
})

test('a slow request takes effect when its time is over, by the simulator’s clock', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  bot.simulator.faults.add({ kind: 'slow', delayMs: 4_000 })
  await bot.interaction()
  const answer = bot.respond({ type: 5 })
  await bot.clock.advance(4_000)
  expect(await answer).toMatchObject({ body: { code: 10_062 } })
})

test('a Discord error on demand', async () => {
  await using bot = await startRawBot()
  bot.simulator.faults.add({ kind: 'error', code: 200_000, route })
  expect(await post(bot)).toMatchObject({ status: 400, body: { code: 200_000 } })
  expect(bot.channel.messages).toEqual([])
})

test('a fault strikes as often as it says, after those it lets pass, and only where it fits', async () => {
  await using bot = await startRawBot()
  const fault = bot.simulator.faults.add({ kind: 'error', code: 50_013, route: /\/messages$/u, skip: 1, times: 2 })
  await bot.call('GET', '/users/@me')
  const answers = [await post(bot), await post(bot), await post(bot), await post(bot)]
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 200])
  expect(fault.hits).toBe(2)
})

test('a fault that was removed strikes no more', async () => {
  await using bot = await startRawBot()
  bot.simulator.faults.add({ kind: 'error', code: 50_013, times: Infinity }).remove()
  expect(await post(bot)).toMatchObject({ status: 200 })
  bot.simulator.faults.add({ kind: 'error', code: 50_013, times: Infinity })
  expect(await post(bot)).toMatchObject({ status: 403 })
  bot.simulator.faults.clear()
  expect(await post(bot)).toMatchObject({ status: 200 })
})
