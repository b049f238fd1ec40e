import { expect, test } from 'vitest'
import { startBot } from '../test/start-bot.ts'

test('a bot of many servers has as many connections as Discord wants, and answers each command once', async () => {
  await using bot = await startBot(
    { FLUXKIT_GUILDS: '*', FLUXKIT_USERS: '*' },
    { discord: { shards: 3 }, interactions: 'gateway' },
  )
  expect(bot.discord.gateway.connectedCount).toBe(3)
  const guilds = []
  for (let at = 0; at < 6; at++) {
    guilds.push(bot.discord.world.guild(`Server ${at}`))
    guilds.at(-1)?.join(bot.anna)
    // Ids have the time in them, and a server's shard follows from its id.
    await bot.clock.advance(1)
  }
  const shards = new Set(guilds.map(({ id }) => (BigInt(id) >> 22n) % 3n))

  const replies = []
  for (const guild of guilds) {
    replies.push(await bot.anna.slash(guild.channel('general'), 'flux generate', { prompt: 'a fox' }))
  }
  for (const reply of replies) await bot.soon(() => reply.message.images.length > 0)

  expect(shards.size).toBe(3)
  expect(bot.flux.stats.submissions).toBe(6)
})

test('direct messages arrive at the first connection', async () => {
  await using bot = await startBot(
    { FLUXKIT_GUILDS: '*', FLUXKIT_USERS: '*' },
    { discord: { shards: 2 }, interactions: 'gateway' },
  )

  const reply = await bot.anna.slash(bot.discord.world.directChannel(bot.anna), 'flux generate', { prompt: 'a fox' })

  await bot.soon(() => reply.message.images.length > 0)
  expect(bot.flux.stats.submissions).toBe(1)
})
