import { expect, test } from 'vitest'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

function post(bot: RawBot, json: unknown, bytes?: number): ReturnType<RawBot['call']> {
  const files = bytes === undefined ? undefined : [{ name: 'a.png', bytes: new Uint8Array(bytes) }]
  return bot.call('POST', `/channels/${bot.channel.id}/messages`, json, files)
}

test('a nonce with enforce_nonce gives the first message again', async () => {
  await using bot = await startRawBot()
  const first = await post(bot, { content: 'done', nonce: 'job-1', enforce_nonce: true })
  const second = await post(bot, { content: 'done again', nonce: 'job-1', enforce_nonce: true })
  expect(second.status).toBe(200)
  expect(second.body.id).toBe(first.body.id)
  expect(bot.channel.messages.map((message) => message.text)).toEqual(['done'])
})

test('without enforce_nonce the same nonce posts twice', async () => {
  await using bot = await startRawBot()
  await post(bot, { content: 'done', nonce: 'job-1' })
  await post(bot, { content: 'done', nonce: 'job-1' })
  expect(bot.channel.messages).toHaveLength(2)
})

test('a nonce is remembered for a few minutes only', async () => {
  await using bot = await startRawBot()
  await post(bot, { content: 'done', nonce: 'job-1', enforce_nonce: true })
  await bot.clock.advance(5 * 60_000)
  await post(bot, { content: 'done', nonce: 'job-1', enforce_nonce: true })
  expect(bot.channel.messages).toHaveLength(2)
})

test('a nonce whose message was deleted gets 10008 and is not posted again', async () => {
  await using bot = await startRawBot()
  const { body } = await post(bot, { content: 'done', nonce: 'job-1', enforce_nonce: true })
  await bot.call('DELETE', `/channels/${bot.channel.id}/messages/${body.id}`)
  const again = await post(bot, { content: 'done', nonce: 'job-1', enforce_nonce: true })
  expect(again).toMatchObject({ status: 404, body: { code: 10_008 } })
  expect(bot.channel.messages).toEqual([])
})

test('an empty message gets 50006', async () => {
  await using bot = await startRawBot()
  expect(await post(bot, { content: ' ' })).toMatchObject({ status: 400, body: { code: 50_006 } })
})

test('content of 2001 characters gets 50035 in the nested form', async () => {
  await using bot = await startRawBot()
  const answer = await post(bot, { content: 'a'.repeat(2001) })
  expect(answer).toMatchObject({ status: 400 })
  expect(answer.body).toEqual({
    message: 'Invalid Form Body',
    code: 50_035,
    errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
  })
  expect(bot.simulator.validator.takeFailures()).toHaveLength(bot.simulator.validator.status === 'validating' ? 1 : 0)
})

test('a file of 10 MiB is accepted, one byte more gets 40005', async () => {
  await using bot = await startRawBot()
  expect(await post(bot, {}, 10 * 1024 * 1024)).toMatchObject({ status: 200 })
  expect(await post(bot, {}, 10 * 1024 * 1024 + 1)).toMatchObject({ status: 413, body: { code: 40_005 } })
})

test('a boosted server takes larger files', async () => {
  await using bot = await startRawBot()
  const channel = bot.simulator.world.guild('Boosted', { boostTier: 2 }).channel('general')
  const files = [{ name: 'a.png', bytes: new Uint8Array(11 * 1024 * 1024) }]
  expect(await bot.call('POST', `/channels/${channel.id}/messages`, {}, files)).toMatchObject({ status: 200 })
})

test('AutoMod refuses a blocked word with 200000, in components as well', async () => {
  await using bot = await startRawBot()
  bot.guild.blockWord('forbidden')
  const components = [{ type: 10, content: 'something Forbidden' }]
  expect(await post(bot, { flags: 32_768, components })).toMatchObject({ status: 400, body: { code: 200_000 } })
})

test.each([
  ['to see the channel', 'ViewChannel', 403, 50_001],
  ['to write', 'SendMessages', 403, 50_013],
] as const)('without the permission %s: %s', async (_name, permission, status, code) => {
  await using bot = await startRawBot()
  bot.channel.denyBot(permission)
  expect(await post(bot, { content: 'a' })).toMatchObject({ status, body: { code } })
})

test('without the permission to attach, a file gets 50013 and text passes', async () => {
  await using bot = await startRawBot()
  bot.channel.denyBot('AttachFiles')
  expect(await post(bot, { content: 'a' }, 1)).toMatchObject({ status: 403, body: { code: 50_013 } })
  expect(await post(bot, { content: 'a' })).toMatchObject({ status: 200 })
})

test('a thread asks for its own permission, and an archived one for nothing more', async () => {
  await using bot = await startRawBot()
  const thread = bot.channel.thread('chat')
  const path = `/channels/${thread.id}/messages`
  bot.channel.denyBot('SendMessages')
  expect(await bot.call('POST', path, { content: 'a' })).toMatchObject({ status: 200 })
  bot.channel.denyBot('SendMessagesInThreads')
  expect(await bot.call('POST', path, { content: 'a' })).toMatchObject({ body: { code: 50_013 } })
  thread.archive()
  expect(await bot.call('POST', path, { content: 'a' })).toMatchObject({ status: 400, body: { code: 50_083 } })
})

test('a deleted channel gets 10003', async () => {
  await using bot = await startRawBot()
  bot.channel.delete()
  expect(await post(bot, { content: 'a' })).toMatchObject({ status: 404, body: { code: 10_003 } })
})

test('a server without the bot gets 50001', async () => {
  await using bot = await startRawBot()
  bot.guild.removeBot()
  expect(await post(bot, { content: 'a' })).toMatchObject({ status: 403, body: { code: 50_001 } })
})

test('a direct message arrives, or gets 50007 from who takes none', async () => {
  await using bot = await startRawBot()
  const { body } = await bot.call('POST', '/users/@me/channels', { recipient_id: bot.anna.id })
  const path = `/channels/${body.id}/messages`
  await bot.call('POST', path, { content: 'hello' })
  expect(bot.simulator.world.directChannel(bot.anna).messages.map((message) => message.text)).toEqual(['hello'])
  bot.anna.acceptDirectMessages(false)
  expect(await bot.call('POST', path, { content: 'hello' })).toMatchObject({ status: 403, body: { code: 50_007 } })
})

test("another's message cannot be edited, and deleted only with the permission", async () => {
  await using bot = await startRawBot()
  const path = `/channels/${bot.channel.id}/messages/${bot.anna.post(bot.channel, 'mine').id}`
  expect(await bot.call('PATCH', path, { content: 'yours' })).toMatchObject({ status: 403, body: { code: 50_005 } })
  expect(await bot.call('DELETE', path)).toMatchObject({ status: 403, body: { code: 50_013 } })
  bot.guild.setBotPermissions(['ManageMessages'])
  expect(await bot.call('DELETE', path)).toMatchObject({ status: 204 })
})

test('a wrong token gets 401', async () => {
  await using bot = await startRawBot()
  const answer = await fetch(`${bot.discord.apiBase}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } })
  expect(answer.status).toBe(401)
  expect(await answer.json()).toEqual({ message: '401: Unauthorized', code: 0 })
  expect(bot.simulator.invalidRequests).toBe(1)
})
