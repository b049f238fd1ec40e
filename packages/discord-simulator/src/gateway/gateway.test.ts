import { expect, test } from 'vitest'
import { identify, openSocket, startRawBot, type RawBot, type RawSocket } from '../testing/raw-bot.ts'

const eventsOf = (socket: RawSocket): unknown[] => socket.received.map(({ op, t }) => t ?? op)

async function connect(bot: RawBot, query = '?v=10&encoding=json'): Promise<RawSocket> {
  const socket = openSocket(`${bot.discord.gatewayUrl}${query}`)
  await socket.next(({ op }) => op === 10)
  return socket
}

test('a session starts with HELLO, READY and one GUILD_CREATE for each server of the bot', async () => {
  await using bot = await startRawBot()
  bot.simulator.world.guild('Elsewhere', { botInstalled: false })
  const socket = await connect(bot)
  socket.send(identify(bot.simulator.botToken))
  const guild = await socket.next(({ t }) => t === 'GUILD_CREATE')
  expect(eventsOf(socket)).toEqual([10, 'READY', 'GUILD_CREATE'])
  expect(socket.received[0]).toMatchObject({ d: { heartbeat_interval: 41_250 } })
  expect(socket.received[1]).toMatchObject({
    s: 1,
    d: { user: { id: bot.simulator.applicationId, bot: true }, guilds: [{ id: bot.guild.id, unavailable: true }] },
  })
  expect(guild).toMatchObject({ s: 2, d: { id: bot.guild.id, channels: [{ id: bot.channel.id, name: 'general' }] } })
})

test.each([
  ['a wrong token', { token: 'wrong' }, 4004],
  ['a shard that cannot be', { shard: [1, 1] }, 4010],
  ['unknown intents', { intents: 1 << 30 }, 4013],
  ['intents that are not a number', { intents: 'all' }, 4013],
  ['message content, which was not granted', { intents: 1 << 15 }, 4014],
])('%s closes the connection', async (_name, fields, code) => {
  await using bot = await startRawBot()
  const socket = await connect(bot)
  socket.send(identify(bot.simulator.botToken, fields))
  expect(await socket.closed).toBe(code)
})

test('privileged intents pass where they were granted', async () => {
  await using bot = await startRawBot({ grantedPrivilegedIntents: 1 << 15 })
  const socket = await connect(bot)
  socket.send(identify(bot.simulator.botToken, { intents: 1 + (1 << 15) }))
  expect(await socket.next(({ t }) => t === 'READY')).toMatchObject({ t: 'READY' })
})

test('an old version of the gateway closes with 4012', async () => {
  await using bot = await startRawBot()
  const socket = openSocket(`${bot.discord.gatewayUrl}?v=6&encoding=json`)
  expect(await socket.closed).toBe(4012)
})

test.each([
  ['something that is not JSON', 'nonsense', 4002],
  ['an unknown opcode', { op: 99, d: null }, 4001],
  ['a presence before identifying', { op: 3, d: {} }, 4003],
])('%s closes the connection', async (_name, payload, code) => {
  await using bot = await startRawBot()
  const socket = await connect(bot)
  socket.send(payload)
  expect(await socket.closed).toBe(code)
})

test('identifying twice closes with 4005', async () => {
  await using bot = await startRawBot()
  bot.socket.send(identify(bot.simulator.botToken))
  expect(await bot.socket.closed).toBe(4005)
})

test('121 payloads within a minute close with 4008', async () => {
  await using bot = await startRawBot()
  for (let index = 0; index < 120; index++) bot.socket.send({ op: 1, d: null })
  expect(await bot.socket.closed).toBe(4008)
})

test('silence for two heartbeat intervals closes with 4009; heartbeats keep the connection', async () => {
  await using bot = await startRawBot()
  await bot.clock.advance(80_000)
  bot.socket.send({ op: 1, d: null })
  await bot.socket.next(({ op }) => op === 11)
  await bot.clock.advance(80_000)
  expect(bot.simulator.gateway.connectedCount).toBe(1)
  await bot.clock.advance(2_500)
  expect(await bot.socket.closed).toBe(4009)
})

test('a resumed session gets what it missed, in order', async () => {
  await using bot = await startRawBot()
  const ready = await bot.socket.next(({ t }) => t === 'READY')
  bot.simulator.gateway.drop()
  await bot.socket.closed
  bot.guild.channel('first')
  bot.guild.channel('second')
  const socket = await connect(bot)
  const { session_id: sessionId } = ready['d'] as { session_id: string }
  socket.send({ op: 6, d: { token: bot.simulator.botToken, session_id: sessionId, seq: 2 } })
  await socket.next(({ t }) => t === 'RESUMED')
  expect(eventsOf(socket)).toEqual([10, 'CHANNEL_CREATE', 'CHANNEL_CREATE', 'RESUMED'])
  expect(socket.received.map(({ s }) => s)).toEqual([null, 3, 4, 5])
})

test('an unknown session cannot be resumed: op 9 with false', async () => {
  await using bot = await startRawBot()
  const socket = await connect(bot)
  socket.send({ op: 6, d: { token: bot.simulator.botToken, session_id: 'unknown', seq: 1 } })
  expect(await socket.next(({ op }) => op === 9)).toMatchObject({ d: false })
})

test('a session that was closed properly cannot be resumed', async () => {
  await using bot = await startRawBot()
  const ready = await bot.socket.next(({ t }) => t === 'READY')
  bot.socket.close(1000)
  await bot.socket.closed
  const socket = await connect(bot)
  const { session_id: sessionId } = ready['d'] as { session_id: string }
  socket.send({ op: 6, d: { token: bot.simulator.botToken, session_id: sessionId, seq: 2 } })
  expect(await socket.next(({ op }) => op === 9)).toMatchObject({ d: false })
})

test('without the intent for messages none arrive', async () => {
  await using bot = await startRawBot()
  const socket = await connect(bot)
  socket.send(identify(bot.simulator.botToken, { intents: 1 + (1 << 9) }))
  await socket.next(({ t }) => t === 'GUILD_CREATE')
  bot.anna.post(bot.channel, 'hello')
  expect(await socket.next(({ t }) => t === 'MESSAGE_CREATE')).toMatchObject({ d: { guild_id: bot.guild.id } })
  expect(eventsOf(bot.socket)).not.toContain('MESSAGE_CREATE')
})

test('a message of somebody else arrives without its content unless that intent was granted', async () => {
  await using bot = await startRawBot()
  const socket = await connect(bot)
  socket.send(identify(bot.simulator.botToken, { intents: 1 + (1 << 9) }))
  await socket.next(({ t }) => t === 'GUILD_CREATE')
  bot.anna.post(bot.channel, 'secret')
  const { d } = await socket.next(({ t }) => t === 'MESSAGE_CREATE')
  expect(d).toMatchObject({ content: '', attachments: [] })
})

test('op 9: an invalidated session cannot be resumed, one that may be can', async () => {
  await using bot = await startRawBot()
  const ready = await bot.socket.next(({ t }) => t === 'READY')
  const { session_id: sessionId } = ready['d'] as { session_id: string }
  const resume = { op: 6, d: { token: bot.simulator.botToken, session_id: sessionId, seq: 2 } }
  bot.simulator.gateway.invalidateSessions(true)
  expect(await bot.socket.next(({ op }) => op === 9)).toMatchObject({ d: true })
  bot.socket.send(resume)
  await bot.socket.next(({ t }) => t === 'RESUMED')
  bot.simulator.gateway.invalidateSessions(false)
  await bot.socket.next(({ op, d }) => op === 9 && d === false)
  const socket = await connect(bot)
  socket.send(resume)
  expect(await socket.next(({ op }) => op === 9)).toMatchObject({ d: false })
})

test('a refusal on demand strikes the next attempt only', async () => {
  await using bot = await startRawBot()
  bot.simulator.gateway.refuseNext(4011)
  const refused = await connect(bot)
  refused.send(identify(bot.simulator.botToken))
  expect(await refused.closed).toBe(4011)
  const accepted = await connect(bot)
  accepted.send(identify(bot.simulator.botToken))
  expect(await accepted.next(({ t }) => t === 'READY')).toMatchObject({ s: 1 })
})

test('a half-open connection: heartbeats are no longer acknowledged', async () => {
  await using bot = await startRawBot()
  bot.simulator.gateway.stopAcknowledgingHeartbeats()
  bot.socket.send({ op: 1, d: null })
  bot.socket.send({ op: 99, d: null })
  expect(await bot.socket.closed).toBe(4001)
  expect(eventsOf(bot.socket)).not.toContain(11)
})

test('of the sessions that nobody came back to, three can still be resumed', async () => {
  await using bot = await startRawBot()
  const ids: string[] = []
  for (let index = 0; index < 5; index++) {
    const socket = await connect(bot)
    socket.send(identify(bot.simulator.botToken))
    const ready = await socket.next(({ t }) => t === 'READY')
    ids.push((ready['d'] as { session_id: string }).session_id)
    bot.simulator.gateway.drop()
    await socket.closed
  }
  const outcomes: unknown[] = []
  for (const sessionId of [ids[0], ids[4]]) {
    const socket = await connect(bot)
    socket.send({ op: 6, d: { token: bot.simulator.botToken, session_id: sessionId, seq: 1 } })
    const answer = await socket.next(({ op, t }) => op === 9 || t === 'RESUMED')
    outcomes.push(answer['t'] ?? answer['op'])
  }
  expect(outcomes).toEqual([9, 'RESUMED'])
})
