import { describe, expect, test } from 'vitest'
import { makeImage, withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const menu = 'Edit with Flux'

describe('Edit with Flux on a forwarded message', () => {
  test('finds the files of the forwarded message', async () => {
    await using bot = await startBot()
    const files = ['a.png', 'b.png'].map((filename) => ({ filename, bytes: png }))
    const original = bot.bert.post(bot.channel, 'two of them', files)
    const forwarded = bot.anna.forward(original, bot.channel)
    const choice = await bot.anna.messageCommand(forwarded, menu)
    expect(choice.message.images).toHaveLength(2)
    const modal = await bot.anna.select(choice.message, choice.message.selects[0]!.customId, ['1'])
    await withImages(await bot.anna.submitModal(modal, { text: 'at night' }))

    expect(bot.flux.stats.accepted).toBe(1)
  })

  test('finds the gallery of a result', async () => {
    await using bot = await startBot()
    const message = await makeImage(bot, { count: 2 })
    const forwarded = bot.bert.forward(bot.bert.forward(message, bot.channel), bot.channel)
    const choice = await bot.anna.messageCommand(forwarded, menu)

    expect(choice.message.images).toHaveLength(2)
    expect(choice.message.text).toContain('Which image?')
  })

  test('finds what its links show', async () => {
    await using bot = await startBot()
    const embeds = [
      {
        type: 'image',
        url: 'https://example.com/a.png',
        thumbnail: { url: 'https://example.com/a.png', width: 8, height: 8 },
      },
      { type: 'rich', title: 'A page', image: { url: 'https://example.com/b.png', width: 8, height: 8 } },
      { type: 'rich', title: 'Small', thumbnail: { url: 'https://example.com/c.png', width: 8, height: 8 } },
      { type: 'video', thumbnail: { url: 'https://example.com/film.png', width: 8, height: 8 } },
    ]
    const forwarded = bot.anna.forward(bot.bert.post(bot.channel, 'see there', [], embeds), bot.channel)
    const choice = await bot.anna.messageCommand(forwarded, menu)

    expect(choice.message.images.map(({ url }) => url)).toEqual([
      'https://example.com/a.png',
      'https://example.com/b.png',
      'https://example.com/c.png',
    ])
  })

  test('says so when there is no image in it', async () => {
    await using bot = await startBot()
    const forwarded = bot.anna.forward(bot.bert.post(bot.channel, 'only text'), bot.channel)

    expect((await bot.anna.messageCommand(forwarded, menu)).message.text).toContain('There is no image')
  })
})
