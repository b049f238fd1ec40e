import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Reply, SimulatedChannel, SimulatedUser } from '@fluxkit/discord-simulator'
import { accepted } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ FLUXKIT_USER_CONCURRENCY: '20' }, { discord: { rateLimits: 'off' } })
})
afterAll(() => bot[Symbol.asyncDispose]())

const submission = (where: SimulatedChannel, who: SimulatedUser = bot.anna, options = {}): Promise<Reply> =>
  who.slash(where, 'flux generate', { prompt: 'a fox', ...options })
const made = async (reply: Reply) => bot.soon(() => reply.message.images.length > 0 && reply.message)
/** From now on no interaction's token is of any use. */
const withoutTokens = () =>
  bot.discord.faults.add({
    kind: 'error',
    code: 50_027,
    method: 'PATCH',
    route: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    times: 99,
  })
afterEach(() => bot.discord.faults.clear())

describe('channels of a server', () => {
  test.each([
    ['ViewChannel', 'View Channel'],
    ['SendMessages', 'Send Messages'],
    ['AttachFiles', 'Attach Files'],
  ] as const)(
    'without %s a request is refused, because its image could not be delivered later',
    async (permission, name) => {
      const channel = bot.guild.channel(`without-${permission}`).denyBot(permission)
      const before = bot.flux.tasks.length

      const reply = await submission(channel)

      expect(reply.message.text).toContain(`I lack ${name}`)
      expect(reply.message.ephemeral).toBe(true)
      expect(bot.flux.tasks).toHaveLength(before)
    },
  )

  test('a private request needs no permission to post', async () => {
    const channel = bot.guild.channel('silent').denyBot('SendMessages')

    expect((await made(await submission(channel, bot.anna, { private: true }))).ephemeral).toBe(true)
  })

  test('a thread needs the permission to post in threads', async () => {
    const channel = bot.guild.channel('workshop')
    const thread = channel.thread('foxes')
    expect((await made(await submission(thread))).images).toHaveLength(1)

    channel.denyBot('SendMessagesInThreads')
    const other = channel.thread('more foxes')
    expect((await submission(other)).message.text).toContain('I lack Send Messages in Threads')
    expect((await submission(channel)).message.text).toMatch(accepted)
  })

  test('a late result for a thread is posted in the thread', async () => {
    const thread = bot.guild.channel('attic').thread('late foxes')
    withoutTokens()
    await submission(thread)

    const posted = await bot.soon(() => thread.messages.find((message) => message.images.length > 0))
    expect(posted.text).toContain('your image is ready')
  })
})

describe('outside of servers', () => {
  test('a direct message to the bot works, under the operator’s limit for private use', async () => {
    const dora = bot.discord.world.user('dora')
    const direct = bot.discord.world.directChannel(dora)

    const message = await made(await submission(direct, dora, { count: 4 }))

    expect(message.images).toHaveLength(4)
    expect(message.text).toContain('6 images left today')
    await made(await submission(direct, dora, { count: 4 }))
    expect((await submission(direct, dora, { count: 4 })).message.text).toContain(
      'The limit of 10 images a day for each member is reached (8 used).',
    )
  })

  test('a user install works in a group channel, and a late result is a direct message', async () => {
    const emil = bot.discord.world.user('emil').installApp()
    const friends = bot.discord.world.groupChannel('friends', [emil, bot.anna])
    expect((await made(await submission(friends, emil))).images).toHaveLength(1)

    withoutTokens()
    await submission(friends, emil)

    const direct = bot.discord.world.directChannel(emil)
    const replies = await bot.soon(() =>
      bot.discord.world.directChannel(emil).messages.find((one) => one.images.length > 0),
    )
    expect(replies.text).toContain('your image is ready')
    expect(direct.messages).toHaveLength(1)
  })

  test('a user install in a server without the bot never posts in its channels', async () => {
    const fritz = bot.discord.world.user('fritz').installApp()
    const elsewhere = bot.discord.world.guild('Elsewhere', { botInstalled: false })
    elsewhere.join(fritz)
    withoutTokens()
    const before = bot.discord.requests.length

    await submission(elsewhere.channel('general'), fritz)

    await bot.soon(() => bot.discord.world.directChannel(fritz).messages.some((one) => one.images.length > 0))
    const channelId = elsewhere.channel('general').id
    expect(bot.discord.requests.slice(before).some(({ path }) => path.includes(`/channels/${channelId}/`))).toBe(false)
  })

  test('where external apps may not post, every answer is ephemeral and works', async () => {
    const greta = bot.discord.world.user('greta').installApp()
    const strict = bot.discord.world.guild('Strict', {
      botInstalled: false,
      everyonePermissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
    })
    strict.join(greta)

    const message = await made(await submission(strict.channel('general'), greta))

    expect(message.ephemeral).toBe(true)
  })

  test('admin settings of a server do not apply outside of it', async () => {
    await bot.admin.slash(bot.channel, 'flux-admin block', { user: bot.anna, blocked: true })

    expect((await submission(bot.channel)).message.text).toContain('block list')
    expect((await submission(bot.discord.world.directChannel(bot.anna))).message.text).toMatch(accepted)
  })
})
