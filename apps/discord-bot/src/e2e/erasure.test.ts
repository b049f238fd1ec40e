import { expect, test } from 'vitest'
import { join } from 'node:path'
import { openTestStore } from '../test/open-test-store.ts'
import { facts, putJob } from '../test/put-job.ts'
import { startBot } from '../test/start-bot.ts'

test('a deletion that was asked for before a restart is finished after it', async () => {
  await using bot = await startBot({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_GUILD_IMAGES_PER_DAY: 'none' })
  const place = { guildId: bot.guild.id, channelId: bot.channel.id, userId: '77' }
  for (let id = 1; id <= 30; id++) {
    await putJob(
      bot.store,
      { id: String(id), place, request: { prompt: 'a stranded heron' } },
      facts.done(`stranded ${id}`),
    )
    await bot.store.deliveries.setDelivery(String(id), 'result', 'delivered', 'me')
  }
  await bot.store.erasures.request({ userId: '77', requestedMs: bot.clock.now() })
  await bot.restart()
  await bot.soon(async () => (await bot.store.erasures.pending()).length === 0)

  expect(await bot.store.jobs.history('77', { limit: 50, withoutImages: true })).toEqual([])
})

test.each(['gateway', 'http'] as const)(
  'a bot that stops breaks a deletion off after a batch, and the next finishes it: %s',
  async (interactions) => {
    let stopping: Promise<void> | undefined
    let pages = 0
    await using bot = await startBot(
      { FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_GUILD_IMAGES_PER_DAY: 'none' },
      {
        interactions,
        openStore: async (config, clock) => {
          const path = join(config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite')
          const store = await openTestStore({ path, clock, config })
          const pageOf: typeof store.jobs.pageOf = (userId, options) => {
            if (options.withPromptUntilMs !== undefined && ++pages === 1) stopping = bot.stop()
            return store.jobs.pageOf(userId, options)
          }
          return { ...store, jobs: { ...store.jobs, pageOf } }
        },
      },
    )
    const place = { guildId: bot.guild.id, channelId: bot.channel.id, userId: bot.anna.id }
    for (let id = 1; id <= 60; id++) {
      await putJob(bot.store, { id: String(id), place, request: { prompt: 'a heron' } }, facts.done(`heron ${id}`))
      await bot.store.deliveries.setDelivery(String(id), 'result', 'delivered', 'me')
    }
    const question = await bot.anna.slash(bot.channel, 'flux privacy delete')
    await bot.anna.click(question.message, 'Delete everything')
    await bot.soon(() => stopping !== undefined)
    await stopping

    expect(pages).toBe(1)
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 100, withoutImages: true })).toHaveLength(35)

    await bot.restart()
    await bot.soon(async () => (await bot.store.erasures.pending()).length === 0)
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 100, withoutImages: true })).toEqual([])
  },
)
