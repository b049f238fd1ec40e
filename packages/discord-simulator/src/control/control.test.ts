import { get as httpGet } from 'node:http'
import { expect, test } from 'vitest'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

const control = { origins: ['http://127.0.0.1:4000'] }

function base(bot: RawBot): string {
  return bot.discord.apiBase.replace('/api', '/simulator')
}

async function act(bot: RawBot, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${base(bot)}/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function get(bot: RawBot, path: string): Promise<unknown> {
  return (await fetch(`${base(bot)}/${path}`)).json()
}

interface FollowedEvent {
  readonly type: string
  readonly data: Record<string, unknown>
}

async function* follow(bot: RawBot, user: string): AsyncGenerator<FollowedEvent> {
  const answer = await fetch(`${base(bot)}/events?user=${user}`)
  let text = ''
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const type = /^event: (.*)$/mu.exec(block)?.[1] ?? 'comment'
      const data = /^data: (.*)$/mu.exec(block)?.[1] ?? '{}'
      yield { type, data: JSON.parse(data) as Record<string, unknown> }
    }
  }
}

test('a page sees the world, and the commands and messages of a user', async () => {
  await using bot = await startRawBot({ control })
  bot.anna.post(bot.channel, 'hello')
  expect(await get(bot, 'world')).toMatchObject({
    bot: { name: 'flux', online: true },
    guilds: [{ name: 'Pixels', channels: [{ id: bot.channel.id, name: 'general' }] }],
    users: [{ name: 'Pixels-owner' }, { name: 'anna', locale: 'de' }],
  })
  expect(await get(bot, `commands?user=anna&channel=${bot.channel.id}`)).toMatchObject([
    { name: 'flux', type: 1 },
    { name: 'Edit with Flux', type: 3 },
  ])
  expect(await get(bot, `messages?user=anna&channel=${bot.channel.id}`)).toMatchObject([
    { command: null, message: { content: 'hello' } },
  ])
})

test('a page sees the roles of a server and who has them', async () => {
  await using bot = await startRawBot({ control })
  const roleId = bot.guild.role('painters')
  bot.guild.join(bot.anna, { roles: ['painters'] })
  const { guilds } = (await get(bot, 'world')) as { guilds: { roles: unknown[]; members: unknown[] }[] }
  expect(guilds[0]?.roles).toContainEqual({ id: roleId, name: 'painters' })
  expect(guilds[0]?.roles).not.toContainEqual({ id: bot.guild.id, name: '@everyone' })
  expect(guilds[0]?.members).toContainEqual({ userId: bot.anna.id, roleIds: [roleId] })
})

test('a command and its private reply reach only the page of its user', async () => {
  await using bot = await startRawBot({ control })
  const events = follow(bot, 'anna')
  await events.next()
  const { body } = await act(bot, {
    user: 'anna',
    action: 'slash',
    channel: bot.channel.id,
    command: 'flux',
    options: { prompt: 'a cat' },
  })
  await bot.respond({ type: 4, data: { content: 'here', flags: 64 } })
  const seen = [await events.next(), await events.next(), await events.next()].map(
    ({ value }) => value as FollowedEvent,
  )
  await events.return(undefined)
  expect(seen.map(({ type }) => type)).toEqual(['interaction.created', 'message.created', 'interaction.updated'])
  expect(seen[2]?.data).toMatchObject({ id: body['interactionId'], state: 'replied' })
  expect(await get(bot, `messages?user=anna&channel=${bot.channel.id}`)).toMatchObject([
    { ephemeral: true, command: 'flux', message: { content: 'here' } },
  ])
  expect(await get(bot, `messages?user=Pixels-owner&channel=${bot.channel.id}`)).toEqual([])
})

test('a page uploads, presses a button, fills a modal and uses a menu of a message', async () => {
  await using bot = await startRawBot({ control })
  const file = { filename: 'cat.png', base64: 'AQID' }
  const posted = await act(bot, {
    user: 'anna',
    action: 'post',
    channel: bot.channel.id,
    content: 'look',
    files: [file],
  })
  expect(bot.channel.messages[0]?.files[0]?.bytes).toEqual(Uint8Array.of(1, 2, 3))
  const onMessage = { user: 'anna', channel: bot.channel.id, message: posted.body['messageId'] }
  await act(bot, { ...onMessage, action: 'message-command', command: 'Edit with Flux' })
  const input = { type: 4, custom_id: 'prompt', style: 1 }
  const modal = { custom_id: 'edit', title: 'Edit', components: [{ type: 18, label: 'Prompt', component: input }] }
  const { id } = await bot.interaction()
  await bot.respond({ type: 9, data: modal })
  await act(bot, { user: 'anna', action: 'submit-modal', interaction: id, values: { prompt: 'with a hat' } })
  await bot.socket.next(({ d }) => (d as { type?: number } | null)?.type === 5)
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] }
  await bot.respond({ type: 4, data: { content: 'done', components: [row] } })
  await act(bot, { ...onMessage, message: bot.channel.messages[1]?.id, action: 'click', button: 'Again' })
  expect(await bot.interaction()).toMatchObject({ type: 3, data: { custom_id: 'again' } })
  await bot.respond({ type: 6 })
})

test('what the client refuses is an error with the reason', async () => {
  await using bot = await startRawBot({ control })
  const slash = { user: 'anna', action: 'slash', channel: bot.channel.id, command: 'flux' }
  expect(await act(bot, slash)).toEqual({ status: 400, body: { error: 'The option "prompt" is required' } })
  expect(await act(bot, { ...slash, user: 'nobody' })).toEqual({
    status: 400,
    body: { error: 'There is no such user' },
  })
  expect(await act(bot, { ...slash, action: 'click', message: '1' })).toMatchObject({ status: 400 })
})

test.each([
  ['a page of another origin', { origin: 'https://evil.example' }, 403],
  ['a form', { origin: 'http://127.0.0.1:4000', 'content-type': 'text/plain' }, 415],
])('%s cannot act', async (_name, headers, status) => {
  await using bot = await startRawBot({ control })
  const answer = await fetch(`${base(bot)}/act`, { method: 'POST', headers, body: '{}' })
  expect(answer.status).toBe(status)
})

test('a foreign name for this machine does not open it', async () => {
  await using bot = await startRawBot({ control })
  const status = await new Promise((resolve, reject) => {
    const request = httpGet({ port: bot.discord.port, path: '/simulator/world', headers: { host: 'evil.example' } })
    request.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
  expect(status).toBe(403)
})

test('a page of a known origin may', async () => {
  await using bot = await startRawBot({ control })
  const answer = await fetch(`${base(bot)}/world`, { headers: { origin: 'http://127.0.0.1:4000' } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4000')
})

test('without the option there is no such door', async () => {
  await using bot = await startRawBot()
  expect((await fetch(`${base(bot)}/world`)).status).toBe(404)
  bot.simulator.validator.takeFailures()
})
