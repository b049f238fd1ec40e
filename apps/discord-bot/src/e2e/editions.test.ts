import { expect, test } from 'vitest'
import { withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const editions = ['readme', 'current'] as const

test.each(editions)('/flux generate with a prompt only makes an image in the %s edition', async (contract) => {
  await using bot = await startBot({}, { contract })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox' })
  expect((await withImages(reply)).images).toHaveLength(1)
  expect(bot.flux.stats).toMatchObject({ submissions: 1, charges: 1, succeeded: 1 })
})

test.each(editions)('/flux edit with a prompt and an image makes an image in the %s edition', async (contract) => {
  await using bot = await startBot({}, { contract })
  const image = { filename: 'cat.png', bytes: png }
  const reply = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'make it night', image })
  await bot.soon(() => bot.flux.stats.succeeded === 1)
  expect((await withImages(reply)).images).toHaveLength(1)
  expect(bot.flux.stats).toMatchObject({ submissions: 1, charges: 1, succeeded: 1 })
})

test.each(editions)('Vary makes another image in the %s edition', async (contract) => {
  await using bot = await startBot({}, { contract })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox' })
  await bot.anna.click(await withImages(reply), 'Vary')
  await bot.soon(() => bot.flux.stats.succeeded === 2)
  expect(bot.flux.stats).toMatchObject({ submissions: 2, charges: 2 })
})
