import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

describe('an image that took longer than the configured two minutes', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot({ FLUXKIT_PING_AFTER_SECONDS: '120' }, { paintingMs: 130_000 })
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  const pings = () => bot.channel.messages.filter(({ pinged }) => pinged)
  const submission = async (options: Record<string, boolean> = {}) => {
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a slow fox', ...options })
    await reply.message.until((message) => message.text.includes('is painting'))
    return reply
  }

  test('pings the member once, in a message beside the image', async () => {
    const reply = await submission()
    await bot.clock.sleep(125_000)

    await bot.soon(() => pings().length > 0)

    expect(reply.message.images).toHaveLength(1)
    expect(reply.message.pinged).toBe(false)
    expect(pings().map(({ text, pings: { userIds } }) => [text, userIds])).toEqual([
      [`<@${bot.anna.id}>, your image is ready.`, [bot.anna.id]],
    ])
  })

  test('pings nobody when it is private', async () => {
    const before = bot.channel.messages.length
    const reply = await submission({ private: true })
    await bot.clock.sleep(125_000)
    await bot.soon(() => reply.message.images.length > 0)

    await workIsOver(bot, reply.interactionId)
    expect(bot.channel.messages).toHaveLength(before)
  })

  test('sets the expected time from what was measured', async () => {
    const reply = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    const painting = await reply.message.until((message) => message.text.includes('is painting'))

    const etaMs = Number(/<t:(\d+):R>/.exec(painting.text)?.[1]) * 1000
    expect(etaMs - bot.clock.now()).toBeGreaterThan(115_000)
  })
})

test('a quick image pings nobody', async () => {
  await using bot = await startBot()
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a quick fox' })
  await bot.soon(() => reply.message.images.length > 0)

  await workIsOver(bot, reply.interactionId)
  expect(bot.channel.messages).toHaveLength(1)
})

/** A ping comes right after the delivery is saved. */
async function workIsOver(bot: TestBot, id: string): Promise<void> {
  await bot.soon(async () => {
    const job = await bot.store.jobs.get(id)
    return job?.delivery === 'delivered' && !job.held
  })
  await bot.clock.advance(1_000)
}
