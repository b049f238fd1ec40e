import type { Reply } from '@fluxkit/discord-simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobIdOf, withPictures } from '../test/make-picture.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const quarterHourMs = 15 * 60_000

describe('an image that comes after the interaction’s token has expired', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot({ FLUXKIT_USER_CONCURRENCY: '10' }, { paintingMs: quarterHourMs })
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  const order = async (prompt: string, options: Record<string, boolean> = {}): Promise<Reply> => {
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt, ...options })
    await reply.message.until((message) => message.text.includes('is painting'))
    return reply
  }
  const editsSince = (count: number): number =>
    bot.discord.requests.slice(count).filter(({ method }) => method === 'PATCH').length

  test('is posted in the channel with a ping when it is public, without trying the token', async () => {
    const reply = await order('a patient fox')
    const before = bot.discord.requests.length
    await bot.clock.sleep(quarterHourMs)

    const posted = await bot.soon(() => bot.channel.messages.find((message) => message.pictures.length > 0))

    expect(posted.text).toContain(`<@${bot.anna.id}>, your image is ready.`)
    expect(posted.pings.userIds).toEqual([bot.anna.id])
    expect(posted.id).not.toBe(reply.message.id)
    expect(editsSince(before)).toBe(0)
    await bot.soon(async () => (await bot.store.jobs.get(jobIdOf(posted)))?.messageId === posted.id)
  })

  test('is a direct message when it is private, and never in the channel', async () => {
    await order('a secret wish', { private: true })
    const before = bot.channel.messages.length
    await bot.clock.sleep(quarterHourMs)

    const direct = bot.discord.world.directChannel(bot.anna)
    const told = await bot.soon(() => bot.anna.messages(direct).find((one) => one.pictures.length > 0))

    expect(told.text).toContain('a secret wish')
    expect(bot.channel.messages).toHaveLength(before)
  })

  test('is kept for /flux show when direct messages are closed', async () => {
    bot.anna.acceptDirectMessages(false)
    await order('a hidden wish', { private: true })
    await bot.clock.sleep(quarterHourMs)
    await bot.soon(() => bot.logged.some((line) => line.includes('nobody could be told')))

    const shown = await bot.anna.slash(bot.channel, 'flux show')

    expect((await withPictures(shown)).text).toContain('a hidden wish')
    expect(shown.message.ephemeral).toBe(true)
  })

  test('has buttons that work after a restart', async () => {
    const posted = bot.channel.messages.find((message) => message.pictures.length > 0)!
    await bot.restart()

    const modal = await bot.bert.click(posted, 'Use prompt')

    expect(JSON.stringify(modal.modal.components)).toContain('a patient fox')
  })
})
