import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

test('a slash command carries the user, the place, the permissions and the languages', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, '/flux', { prompt: 'a cat', count: 2 })
  expect(await bot.interaction()).toMatchObject({
    type: 2,
    application_id: bot.simulator.applicationId,
    guild_id: bot.guild.id,
    channel_id: bot.channel.id,
    locale: 'de',
    guild_locale: 'en-US',
    context: 0,
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { 0: bot.guild.id },
    member: { user: { id: bot.anna.id, username: 'anna' } },
    data: {
      name: 'flux',
      options: [
        { name: 'prompt', type: 3, value: 'a cat' },
        { name: 'count', type: 4, value: 2 },
      ],
    },
  })
})

test('an attached file arrives as a link that works', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', {
    prompt: 'a',
    image: { filename: 'cat.png', bytes: Uint8Array.of(1, 2, 3) },
  })
  const { data } = (await bot.interaction()) as unknown as {
    data: { options: { value: string }[]; resolved: { attachments: Record<string, { url: string }> } }
  }
  const attachment = data.resolved.attachments[data.options[1]!.value]
  expect(attachment).toMatchObject({ filename: 'cat.png', size: 3, ephemeral: true })
  const bytes = await (await fetch(attachment!.url)).arrayBuffer()
  expect(new Uint8Array(bytes)).toEqual(Uint8Array.of(1, 2, 3))
})

test.each([
  ['a command that does not exist', 'nothing', {}, /no command "nothing"/u],
  ['a required option that is missing', 'flux', {}, /"prompt" is required/u],
  ['an option that does not exist', 'flux', { prompt: 'a', colour: 'red' }, /no option "colour"/u],
  ['a text with a newline', 'flux', { prompt: 'a\nb' }, /takes one line/u],
  ['a text of 6001', 'flux', { prompt: 'a'.repeat(6001) }, /0 to 6000 characters/u],
  ['a number above the largest', 'flux', { prompt: 'a', count: 5 }, /takes 1 to 4/u],
  ['half an image', 'flux', { prompt: 'a', count: 1.5 }, /is a number/u],
])('the client refuses %s', async (_name, command, options, reason) => {
  await using bot = await startRawBot()
  expect(() => bot.anna.sendSlash(bot.channel, command, options)).toThrow(reason)
})

test('a command for admins is offered to those with the permission only', async () => {
  await using bot = await startRawBot()
  const path = `/applications/${bot.simulator.applicationId}/commands`
  await bot.call('POST', path, { name: 'flux-admin', description: 'Limits', default_member_permissions: '32' })
  expect(() => bot.anna.sendSlash(bot.channel, 'flux-admin')).toThrow(/lacks the permission/u)
  const boss = bot.simulator.world.user('boss')
  bot.guild.role('admins', ['ManageGuild'])
  bot.guild.join(boss, { roles: ['admins'] })
  expect(bot.anna.commands(bot.channel).map(({ name }) => name)).toEqual(['flux'])
  expect(boss.commands(bot.channel).map(({ name }) => name)).toEqual(['flux', 'flux-admin'])
})

test('commands of an app that is not in the server follow only who installed it', async () => {
  await using bot = await startRawBot()
  const foreign = bot.simulator.world.guild('Elsewhere', { botInstalled: false })
  const lobby = foreign.channel('lobby')
  foreign.join(bot.anna)
  expect(() => bot.anna.sendSlash(lobby, 'flux', { prompt: 'a' })).toThrow(/not installed here/u)
  bot.anna.installApp().sendSlash(lobby, 'flux', { prompt: 'a' })
  expect(await bot.interaction()).toMatchObject({ authorizing_integration_owners: { 1: bot.anna.id }, context: 0 })
})

test('in the direct channel with the bot there is a user and no member', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.simulator.world.directChannel(bot.anna), 'flux', { prompt: 'a' })
  const interaction = await bot.interaction()
  expect(interaction).toMatchObject({
    user: { id: bot.anna.id },
    context: 1,
    authorizing_integration_owners: { 0: '0' },
  })
  expect(interaction).not.toHaveProperty('member')
})

test('a stranger to the server cannot use commands there', async () => {
  await using bot = await startRawBot()
  const stranger = bot.simulator.world.user('stranger')
  expect(() => stranger.sendSlash(bot.channel, 'flux', { prompt: 'a' })).toThrow(/not in this server/u)
})

test('a message command carries the message with its files', async () => {
  await using bot = await startRawBot()
  const message = bot.anna.post(bot.channel, 'look', [{ filename: 'cat.png', bytes: Uint8Array.of(1) }])
  const reply = bot.anna.messageCommand(message, 'Edit with Flux')
  expect(await bot.interaction()).toMatchObject({
    type: 2,
    data: {
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: { content: 'look', attachments: [{ filename: 'cat.png' }] } } },
    },
  })
  await bot.respond({ type: 4, data: { content: 'editing' } })
  expect((await reply).message.wire).toMatchObject({
    type: 23,
    interaction_metadata: { target_message_id: message.id },
  })
})

test('nobody can use what only another user sees', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a' })
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }
  await bot.respond({ type: 4, data: { content: 'a', flags: 64, components: [row] } })
  const ben = bot.simulator.world.user('ben')
  bot.guild.join(ben)
  expect(() => ben.click(reply.message, 'Go')).toThrow(/does not see/u)
})

test('a disabled button, a link and an unknown label cannot be pressed', async () => {
  await using bot = await startRawBot()
  const components = [
    { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
    { type: 2, style: 5, label: 'Site', url: 'https://example.com' },
  ]
  await bot.call('POST', `/channels/${bot.channel.id}/messages`, {
    content: 'a',
    components: [{ type: 1, components }],
  })
  const [message] = bot.channel.messages
  expect(() => bot.anna.click(message!, 'off')).toThrow(/cannot be pressed/u)
  expect(() => bot.anna.click(message!, 'Site')).toThrow(/cannot be pressed/u)
  expect(() => bot.anna.click(message!, 'Go')).toThrow(/0 buttons are called "Go"; there are: Off, Site/u)
})

test('a menu takes its own values', async () => {
  await using bot = await startRawBot()
  const select = { type: 3, custom_id: 'size', options: [{ label: 'Square', value: '1:1' }] }
  await bot.call('POST', `/channels/${bot.channel.id}/messages`, {
    content: 'a',
    components: [{ type: 1, components: [select] }],
  })
  const [message] = bot.channel.messages
  expect(() => bot.anna.select(message!, 'size', ['2:1'])).toThrow(/has no 2:1/u)
  const reply = bot.anna.select(message!, 'size', ['1:1'])
  expect(await bot.interaction()).toMatchObject({
    type: 3,
    data: { component_type: 3, custom_id: 'size', values: ['1:1'] },
  })
  await bot.respond({ type: 6 })
  expect((await reply).state).toBe('updated')
})

test('autocomplete: the option that is being typed is focused; silence for 3 s fails', async () => {
  await using bot = await startRawBot()
  const choices = bot.anna.autocomplete(bot.channel, 'flux', 'model', { model: 'pro' })
  expect(await bot.interaction()).toMatchObject({
    type: 4,
    data: { options: [{ name: 'model', value: 'pro', focused: true }] },
  })
  const failed = expect(choices).rejects.toThrow('Loading options failed')
  await bot.clock.advance(3_000)
  await failed
})

test('waiting for a message gives up with a sentence', async () => {
  await using bot = await startRawBot()
  bot.anna.post(bot.channel, 'hello')
  const waiting = bot.channel.message(({ text }) => text === 'bye', 20)
  await expect(bot.clock.until(waiting)).rejects.toThrow(
    'Waited 20 ms in vain for a message in #general, where there is ["hello"]',
  )
})

test('a forwarded message has a snapshot with files of its own, and nothing of who wrote it', async () => {
  await using bot = await startRawBot()
  const png = new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  )
  const original = bot.anna.post(
    bot.channel,
    'a cat',
    [{ filename: 'cat.png', bytes: png }],
    [{ type: 'rich', title: 'A page' }],
  )
  const forwarded = bot.anna.forward(original, bot.channel)
  const { content, attachments, flags, message_reference, message_snapshots } = forwarded.wire as Record<
    string,
    unknown
  >
  expect({ content, attachments, flags, message_reference }).toEqual({
    content: '',
    attachments: [],
    flags: 16_384,
    message_reference: { type: 1, message_id: original.id, channel_id: bot.channel.id, guild_id: bot.guild.id },
  })
  const [{ message }] = message_snapshots as [{ message: { attachments: [{ id: string; url: string }] } }]
  expect(message).toMatchObject({ type: 0, content: 'a cat', embeds: [{ title: 'A page' }] })
  expect(message).not.toHaveProperty('author')
  expect(message.attachments[0].id).not.toBe(original.files[0]!.id)
  expect((await fetch(message.attachments[0].url)).status).toBe(200)
})
