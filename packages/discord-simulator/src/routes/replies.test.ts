import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

const ephemeral = 64

test('an ephemeral reply is there for its user only, and out of reach for the bot token', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 4, data: { content: 'just you', flags: ephemeral } })
  const ben = bot.simulator.world.user('ben')
  bot.guild.join(ben)
  expect(bot.anna.messages(bot.channel).map((message) => message.text)).toEqual(['just you'])
  expect(ben.messages(bot.channel)).toEqual([])
  expect(bot.channel.messages).toEqual([])
  const path = `/channels/${bot.channel.id}/messages/${reply.message.id}`
  expect(await bot.call('PATCH', path, { content: 'b' })).toMatchObject({ status: 404, body: { code: 10_008 } })
  expect(await bot.webhook('PATCH', '/messages/@original', { content: 'edited' })).toMatchObject({ status: 200 })
  expect(reply.message.text).toBe('edited')
})

test('with_response answers with the message', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  const { id, token } = await bot.interaction()
  const { status, body } = await bot.call('POST', `/interactions/${id}/${token}/callback?with_response=true`, {
    type: 5,
  })
  expect(status).toBe(200)
  expect(body.interaction).toMatchObject({
    id,
    type: 2,
    response_message_loading: true,
    response_message_ephemeral: false,
  })
  expect(body.resource.message).toMatchObject({ flags: 128, content: '', interaction_metadata: { id, type: 2 } })
})

test('the first follow-up after a deferral edits the deferred reply', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 5 })
  await bot.webhook('POST', '', { content: 'first' })
  expect(reply.message.text).toBe('first')
  expect(reply.followUps).toEqual([])
  await bot.webhook('POST', '', { content: 'second' })
  expect(reply.followUps.map((message) => message.text)).toEqual(['second'])
})

test('the message of another interaction is unknown to a token', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 5 })
  const other = bot.anna.post(bot.channel, 'hello')
  expect(await bot.webhook('PATCH', `/messages/${other.id}`, { content: 'mine' })).toMatchObject({
    body: { code: 10_008 },
  })
})

test('a deleted reply is 10008 from then on', async () => {
  await using bot = await startRawBot()
  const reply = bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 4, data: { content: 'soon gone' } })
  expect(await bot.webhook('DELETE', '/messages/@original')).toMatchObject({ status: 204 })
  expect(await bot.webhook('GET', '/messages/@original')).toMatchObject({ status: 404, body: { code: 10_008 } })
  expect(reply.message.deleted).toBe(true)
})

test('where only the user installed the app, the sixth follow-up gets 40094', async () => {
  await using bot = await startRawBot()
  const ben = bot.simulator.world.user('ben').installApp()
  const group = bot.simulator.world.groupChannel('friends', [ben, bot.anna])
  const reply = ben.sendSlash(group, 'flux', { prompt: 'a cat' })
  expect(await bot.interaction()).toMatchObject({ context: 2, authorizing_integration_owners: { 1: ben.id } })
  await bot.respond({ type: 4, data: { content: 'reply' } })
  for (let index = 0; index < 5; index++) await bot.webhook('POST', '', { content: `number ${index}` })
  expect(await bot.webhook('POST', '', { content: 'one more' })).toMatchObject({ status: 400, body: { code: 40_094 } })
  expect(reply.followUps).toHaveLength(5)
  expect(await bot.call('POST', `/channels/${group.id}/messages`, { content: 'a' })).toMatchObject({
    body: { code: 50_001 },
  })
})

test('where the user may not use apps from outside, every reply is ephemeral', async () => {
  await using bot = await startRawBot()
  const foreign = bot.simulator.world.guild('Elsewhere', {
    botInstalled: false,
    everyonePermissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
  })
  const ben = bot.simulator.world.user('ben').installApp()
  foreign.join(ben)
  const reply = ben.sendSlash(foreign.channel('lobby'), 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 4, data: { content: 'for you' } })
  expect(reply.message.ephemeral).toBe(true)
})

test('a button updates its message, and the users who pressed it are told apart', async () => {
  await using bot = await startRawBot()
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again:1' }] }
  const posted = await bot.call('POST', `/channels/${bot.channel.id}/messages`, { content: 'a cat', components: [row] })
  const ben = bot.simulator.world.user('ben')
  bot.guild.join(ben)
  const click = ben.click(bot.channel.messages[0]!, 'Again')
  expect(await bot.interaction()).toMatchObject({
    type: 3,
    data: { component_type: 2, custom_id: 'again:1' },
    member: { user: { id: ben.id } },
    message: { id: posted.body.id },
  })
  await bot.respond({ type: 7, data: { content: 'another cat', components: [] } })
  const reply = await click
  expect(reply.state).toBe('updated')
  expect(bot.channel.messages.map((message) => message.text)).toEqual(['another cat'])
  expect(bot.channel.messages[0]?.buttons).toEqual([])
})

test('a modal is filled in and sent', async () => {
  await using bot = await startRawBot()
  const slash = bot.anna.slash(bot.channel, 'flux', { prompt: 'a cat' })
  const text = { type: 4, custom_id: 'prompt', style: 2, value: 'a cat', max_length: 4000 }
  const upload = { type: 19, custom_id: 'image', min_values: 0, max_values: 1, required: false }
  await bot.respond({
    type: 9,
    data: {
      custom_id: 'retry',
      title: 'Try again',
      components: [
        { type: 18, label: 'Prompt', component: text },
        { type: 18, label: 'Image', component: upload },
      ],
    },
  })
  const reply = await slash
  expect(reply.modal).toMatchObject({ customId: 'retry', title: 'Try again' })
  const sent = bot.anna.submitModal(reply, {
    prompt: 'two\ncats',
    image: [{ filename: 'cat.png', bytes: Uint8Array.of(1, 2) }],
  })
  await bot.socket.next(({ t, d }) => t === 'INTERACTION_CREATE' && (d as { type: number }).type === 5)
  const { data } = (await bot.interaction()) as unknown as {
    data: { components: { component: object }[]; resolved: object }
  }
  expect(data.components[0]?.component).toMatchObject({ custom_id: 'prompt', value: 'two\ncats' })
  expect(Object.values((data.resolved as { attachments: object }).attachments)).toMatchObject([
    { filename: 'cat.png', size: 2 },
  ])
  await bot.respond({ type: 4, data: { content: 'thanks' } })
  expect((await sent).message.text).toBe('thanks')
})
