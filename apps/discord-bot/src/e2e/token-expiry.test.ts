import type { Reply } from '@fluxkit/discord-simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobIdOf, withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const quarterHourMs = 15 * 60_000

describe('an image that comes after the interaction’s token has expired', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot({ FLUXKIT_USER_CONCURRENCY: '10' }, { paintingMs: quarterHourMs })
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  const submission = async (prompt: string, options: Record<string, boolean> = {}): Promise<Reply> => {
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt, ...options })
    await reply.message.until((message) => message.text.includes('is painting'))
    return reply
  }
  const editsSince = (count: number): number =>
    bot.discord.requests.slice(count).filter(({ method }) => method === 'PATCH').length

  test('is posted in the channel with a ping when it is public, without trying the token', async () => {
    const reply = await submission('a patient fox')
    const before = bot.discord.requests.length
    await bot.clock.sleep(quarterHourMs)

    const posted = await bot.soon(() => bot.channel.messages.find((message) => message.images.length > 0))

    expect(posted.text).toContain(`<@${bot.anna.id}>, your image is ready.`)
    expect(posted.pings.userIds).toEqual([bot.anna.id])
    expect(posted.id).not.toBe(reply.message.id)
    expect(editsSince(before)).toBe(0)
    await bot.soon(async () => (await bot.store.jobs.get(jobIdOf(posted)))?.messageId === posted.id)
  })

  test('is a direct message when it is private, and never in the channel', async () => {
    await submission('a secret wish', { private: true })
    const before = bot.channel.messages.length
    await bot.clock.sleep(quarterHourMs)

    const direct = bot.discord.world.directChannel(bot.anna)
    const replies = await bot.soon(() => bot.anna.messages(direct).find((one) => one.images.length > 0))

    expect(replies.text).toContain('a secret wish')
    expect(bot.channel.messages).toHaveLength(before)
  })

  test('is kept for /flux show when direct messages are closed', async () => {
    bot.anna.acceptDirectMessages(false)
    await submission('a hidden wish', { private: true })
    await bot.clock.sleep(quarterHourMs)
    await bot.soon(() => bot.logged.some((line) => line.includes('no message could be delivered')))

    const shown = await bot.anna.slash(bot.channel, 'flux show')

    expect((await withImages(shown)).text).toContain('a hidden wish')
    expect(shown.message.ephemeral).toBe(true)
  })

  test('has buttons that work after a restart', async () => {
    const posted = bot.channel.messages.find((message) => message.images.length > 0)!
    await bot.restart()

    const modal = await bot.bert.click(posted, 'Use prompt')

    expect(JSON.stringify(modal.modal.components)).toContain('a patient fox')
  })
})
