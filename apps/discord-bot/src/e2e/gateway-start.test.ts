import { expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot } from '../test/start-bot.ts'

test.each([
  ['answers 502 to the question where it is', { kind: 'server-error', status: 502 }],
  ['ends the connection instead', { kind: 'drop' }],
] as const)('a gateway that %s at the start is tried again until it works', async (_, fault) => {
  await using bot = await startBot()
  // discord.js itself tries each request four times.
  bot.discord.faults.add({ ...fault, route: '/gateway/bot', times: 10 })

  await bot.restart()

  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a patient fox' })
  await bot.soon(() => hasImage(message))
  expect(bot.logged.filter((line) => line.includes('Discord cannot be reached; trying again')).length).toBeGreaterThan(
    0,
  )
})
