import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// Images that were paid for and can't be downloaded for now.

const hourMs = 3_600_000
const submit = (bot: TestBot) => bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a distant fox' })
const withImages = (bot: TestBot) => bot.channel.messages.filter(hasImage)

async function startWithout(ms: number): Promise<TestBot> {
  const bot = await startBot()
  bot.flux.faults.add({ kind: 'image-404', operation: 'image', ms })
  return bot
}

describe('an image that could not be downloaded', () => {
  test('replaces its link in the same message hours later, and its member is notified', async () => {
    await using bot = await startWithout(5 * hourMs)
    const reply = await submit(bot)
    await bot.soon(() => reply.message.text.includes('[open it while the link lasts](http'))

    await bot.later(10 * 60_000, () => withImages(bot).length > 0)

    expect(withImages(bot).map(({ id }) => id)).toEqual([reply.message.id])
    expect(reply.message.text).not.toContain('open it')
    await bot.soon(() => bot.channel.messages.at(-1)?.pings.userIds.includes(bot.anna.id))
    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('is tried again for days, also by a process that starts later', async () => {
    await using bot = await startWithout(6 * 24 * hourMs)
    const reply = await submit(bot)
    await bot.soon(() => reply.message.text.includes('[open it while the link lasts](http'))
    await bot.stopAll()
    await bot.clock.sleep(6.5 * 24 * hourMs)
    await bot.reopen()

    await bot.soon(() => hasImage(reply.message))

    expect(withImages(bot)).toHaveLength(1)
  })

  test('is tried at once by /flux show', async () => {
    await using bot = await startWithout(5 * hourMs)
    const reply = await submit(bot)
    await bot.soon(() => reply.message.text.includes('[open it while the link lasts](http'))
    bot.flux.faults.clear()
    const startedMs = bot.clock.now()

    const shown = await bot.anna.slash(bot.channel, 'flux show')
    await bot.soon(() => hasImage(shown.message))

    expect(bot.clock.now() - startedMs).toBeLessThan(5_000)
    await bot.soon(() => hasImage(reply.message))
  })
})
