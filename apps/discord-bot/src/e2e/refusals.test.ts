import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

describe('a refusal costs nothing, is shown to one member, and keeps the prompt', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot()
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  test('a size that the model does not have is refused with the nearest one, and the modal keeps the prompt', async () => {
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox', size: '1000x1000' })

    expect(reply.message.ephemeral).toBe(true)
    expect(reply.message.text).toContain('The nearest: 992x992')
    expect(reply.message.text).toContain('You were not charged.')
    const modal = await bot.anna.click(reply.message, 'Edit and retry')
    expect(JSON.stringify(modal.modal.components)).toContain('a red fox')
  })

  test('a model that cannot edit is refused with those that can', async () => {
    const url = 'https://images.example.com/a.png'
    const reply = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'night', url, model: 'flux-pro-1.1' })

    expect(reply.message.text).toContain('flux-kontext-pro, flux-kontext-max,')
  })

  test.each([
    'http://images.example.com/a.png',
    'https://localhost/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a.png',
    'https://0x7f.1/a.png',
    'https://user:password@images.example.com/a.png',
    'file:///etc/passwd',
    'no link',
  ])('the link %s is refused', async (url) => {
    const reply = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'night', url })
    const replies = await bot.anna.message(bot.channel, (message) => message.text.includes('public https address'))

    expect(replies.ephemeral).toBe(true)
    expect(reply.find()?.text ?? '').not.toContain('In the queue')
  })

  test('a file that isn’t an image is refused, whatever its name', async () => {
    const image = { filename: 'cat.png', bytes: Buffer.from('<html>not a cat</html>'), contentType: 'image/png' }
    await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'night', image })

    const replies = await bot.anna.message(bot.channel, (message) => message.text.includes('isn’t a PNG, JPEG or WebP'))
    expect(replies.ephemeral).toBe(true)
  })

  test('an image of two gigapixels in a few bytes is refused', async () => {
    const bytes = Buffer.from(pngHeader(50_000, 40_000), 'hex')
    await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'night', image: { filename: 'bomb.png', bytes } })

    const replies = await bot.anna.message(bot.channel, (message) => message.text.includes('too large'))
    expect(replies.text).toContain('at most 20 MB and 40 megapixels')
  })

  test('a channel where the bot may not post is refused with the missing permission', async () => {
    const quiet = bot.guild.channel('quiet').denyBot('AttachFiles')

    expect((await bot.anna.slash(quiet, 'flux generate', { prompt: 'a fox' })).message.text).toContain(
      'I lack Attach Files',
    )
  })

  test('limits, models, channels, counts and members are refused as soon as an admin says so', async () => {
    const admin = (command: string, options: Record<string, string | number | boolean | { readonly id: string }>) =>
      bot.admin.slash(bot.channel, `flux-admin ${command}`, options)
    const interaction = async (options: Record<string, string | number> = {}) =>
      (await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox', ...options })).message.text

    await admin('limits count', { max: 2 })
    expect(await interaction({ count: 3 })).toContain('At most 2 images')

    await admin('limits add', { for: 'user', max: '1', per: 'day' })
    expect(await interaction({ count: 2 })).toContain('The limit of 1 image a day for each member is reached (0 used).')

    await admin('allow model', { model: 'flux-2-pro', allowed: true })
    expect(await interaction({ model: 'flux-dev' })).toContain('flux-dev isn’t allowed here')

    const gallery = bot.guild.channel('gallery')
    await admin('allow channel', { channel: gallery, allowed: true })
    expect(await interaction()).toContain(`<#${gallery.id}>`)

    await admin('block', { user: bot.anna, blocked: true })
    expect(await interaction()).toContain('block list')
    const shown = (await admin('show', {})).message.text
    expect(shown).toContain(`<@${bot.anna.id}>`)
  })

  test('none of these requests reached the service, and the ledger is even', async () => {
    expect(bot.flux.tasks).toEqual([])
    // What only the bytes of an image could show was reserved and released.
    const ledger = await bot.store.jobs.ledger()
    expect(ledger.map(({ kind, units, images }) => [kind, units, images])).toEqual([
      ['reserve', 500, 1],
      ['refund', -500, -1],
      ['reserve', 500, 1],
      ['refund', -500, -1],
    ])
  })
})

/** Signature and IHDR of a PNG. */
function pngHeader(width: number, height: number): string {
  const hex = (value: number): string => value.toString(16).padStart(8, '0')
  return `89504e470d0a1a0a0000000d49484452${hex(width)}${hex(height)}0806000000${hex(0)}${hex(0)}49444154${'00'.repeat(40)}`
}
