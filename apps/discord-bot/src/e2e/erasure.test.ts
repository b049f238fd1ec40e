import { expect, test } from 'vitest'
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
