import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

test('an answer within 3 s is accepted', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.interaction()
  await bot.clock.advance(2_999)
  expect(await bot.respond({ type: 5 })).toMatchObject({ status: 204 })
  expect(reply.state).toBe('thinking')
})

test('an answer after 3 s gets 10062, and the user sees that the app did not respond', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.interaction()
  await bot.clock.advance(3_000)
  expect(await bot.respond({ type: 5 })).toMatchObject({
    status: 404,
    body: { code: 10_062, message: 'Unknown interaction' },
  })
  expect(reply.state).toBe('failed')
})

test('a second answer gets 40060', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 5 })
  expect(await bot.respond({ type: 4, data: { content: 'again' } })).toMatchObject({
    status: 400,
    body: { code: 40_060 },
  })
})

test('a wrong token gets 10062', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  const { id } = await bot.interaction()
  expect(await bot.call('POST', `/interactions/${id}/wrong/callback`, { type: 5 })).toMatchObject({
    body: { code: 10_062 },
  })
})

test('the token dies after 15 min with 50027', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 5 })
  await bot.clock.advance(15 * 60_000 - 1)
  expect(await bot.webhook('PATCH', '/messages/@original', { content: 'in time' })).toMatchObject({ status: 200 })
  await bot.clock.advance(1)
  expect(await bot.webhook('PATCH', '/messages/@original', { content: 'late' })).toMatchObject({
    status: 401,
    body: { code: 50_027, message: 'Invalid Webhook Token' },
  })
})

test('before the first answer there is no webhook: 10015', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  expect(await bot.webhook('PATCH', '/messages/@original', { content: 'a' })).toMatchObject({ body: { code: 10_015 } })
})

test('a type that does not fit the interaction is refused', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  expect(await bot.respond({ type: 7, data: { content: 'a' } })).toMatchObject({
    status: 400,
    body: { code: 50_035, errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } } },
  })
})
