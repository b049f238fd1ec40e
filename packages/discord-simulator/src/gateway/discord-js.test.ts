import { Client, Events, GatewayIntentBits } from 'discord.js'
import { expect, test } from 'vitest'
import { createDiscordSimulator } from '../index.ts'
import { startBot, type TestBot } from '../testing/bot.ts'

/** The bot answers a command; whatever happened to the gateway before. */
async function expectAnswer(bot: TestBot): Promise<void> {
  bot.on(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('here')
  })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a cat' })
  expect(reply.message.text).toBe('here')
}

function resumed(bot: TestBot): Promise<unknown> {
  return new Promise((resolve) => {
    bot.client.once(Events.ShardResume, resolve)
  })
}

test('op 7: the client reconnects and resumes', async () => {
  await using bot = await startBot()
  const back = resumed(bot)
  bot.simulator.gateway.requestReconnect()
  await bot.clock.until(back)
  await expectAnswer(bot)
})

test('a cut connection: the client resumes', async () => {
  await using bot = await startBot()
  const back = resumed(bot)
  bot.simulator.gateway.drop()
  await bot.clock.until(back)
  await expectAnswer(bot)
})

test('a close with 4000: the client resumes', async () => {
  await using bot = await startBot()
  const back = resumed(bot)
  bot.simulator.gateway.close(4000)
  await bot.clock.until(back)
  await expectAnswer(bot)
})

test('a wrong token: the login fails', async () => {
  const simulator = createDiscordSimulator()
  const discord = await simulator.listen()
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiBase } })
  await expect(client.login('wrong')).rejects.toThrow(/token/iu)
  await client.destroy()
  await discord.close()
})

test('intents that were not granted: close code 4014 reaches the client', async () => {
  const simulator = createDiscordSimulator()
  const discord = await simulator.listen()
  const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: discord.apiBase } })
  await expect(client.login(simulator.botToken)).rejects.toThrow(/disallowed intents/iu)
  await client.destroy()
  await discord.close()
})
