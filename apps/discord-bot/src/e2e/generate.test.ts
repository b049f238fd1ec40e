import { expect, test } from 'vitest'
import { withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

test('a prompt becomes an image in the channel, with its cost and buttons', async () => {
  await using bot = await startBot()

  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a *bold* cat @everyone' })
  expect(reply.state).toBe('replied')
  const message = await withImages(reply)

  expect(message.ephemeral).toBe(false)
  expect(message.images[0]).toMatchObject({ alt: 'a *bold* cat @everyone', spoiler: false })
  expect(message.text).toContain(String.raw`> a \*bold\* cat \@everyone`)
  expect(message.text).toMatch(/FLUX\.1 dev · 1:1 square · 1024 × 1024 · seed \d+ · \d+ s · \$0\.03/)
  expect(message.buttons.map(({ label }) => label)).toEqual(['Again', 'Vary', 'Edit', 'Use prompt', 'Delete', 'Report'])
  expect(message.pinged).toBe(false)
  expect(bot.flux.tasks.length).toBe(1)
})
