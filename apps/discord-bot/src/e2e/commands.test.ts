import type { Reply } from '@fluxkit/discord-simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobIdOf, makeImage, withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot[Symbol.asyncDispose]())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('/flux generate and /flux edit', () => {
  test('a private image with a spoiler is shown only to its owner', async () => {
    const made = await makeImage(bot, { prompt: 'a secret', private: true, spoiler: true, count: 2 })

    expect(made.ephemeral).toBe(true)
    expect(made.images.map(({ spoiler }) => spoiler)).toEqual([true, true])
    expect(bot.bert.messages(bot.channel).map(({ id }) => id)).not.toContain(made.id)
  })

  test('models are suggested with their price, and sizes follow the model', async () => {
    const models = await bot.anna.autocomplete(bot.channel, 'flux generate', 'model', { model: 'dev' })
    expect(models[0]).toEqual({ name: expect.stringMatching(/^FLUX\.1 dev \(\$0\.03\): /), value: 'flux-dev' })
    const edits = await bot.anna.autocomplete(bot.channel, 'flux edit', 'model')
    const editors = edits.map(({ value }) => value)
    expect(editors.slice(0, 4)).toEqual(['flux-dev', 'flux-pro', 'flux-kontext-pro', 'flux-kontext-max'])
    expect(editors).not.toContain('flux-pro-1.1')

    const ratios = await bot.anna.autocomplete(bot.channel, 'flux generate', 'size', { model: 'flux-pro-1.1-ultra' })
    expect(ratios.map(({ value }) => value)).toContain('16:9')
    const pixels = await bot.anna.autocomplete(bot.channel, 'flux generate', 'size', { size: '1024' })
    expect(pixels[0]?.value).toBe('1024x1024')
  })

  test('the same prompt is suggested twice with what tells both apart, the newest first', async () => {
    const [older, newer] = [await makeImage(bot, { prompt: 'twins' }), await makeImage(bot, { prompt: 'twins' })]
    const named = [
      { name: 'twins · FLUX.1 dev · now', value: jobIdOf(newer) },
      { name: 'twins · FLUX.1 dev · now · 2', value: jobIdOf(older) },
    ]

    for (const [command, option] of [
      ['flux history', 'prompt'],
      ['flux show', 'image'],
    ] as const)
      expect(await bot.anna.autocomplete(bot.channel, command, option, { [option]: 'twins' })).toEqual(named)
  })

  test('jobs that can be cancelled are suggested the newest first, told apart, and by a part of their prompt', async () => {
    await using slow = await startBot({}, { clock: bot.clock, paintingMs: 600_000 })
    const twin = (): Promise<Reply> => slow.anna.slash(slow.channel, 'flux generate', { prompt: 'slow twins' })
    const [older, newer] = [await twin(), await twin()]

    expect(await slow.anna.autocomplete(slow.channel, 'flux cancel', 'job', { job: 'TWINS' })).toEqual([
      { name: 'slow twins · FLUX.1 dev · now', value: newer.interactionId },
      { name: 'slow twins · FLUX.1 dev · now · 2', value: older.interactionId },
    ])
    expect(await slow.anna.autocomplete(slow.channel, 'flux cancel', 'job', { job: 'owl' })).toEqual([])
  })

  test('a long prompt with line breaks can be sent by the modal', async () => {
    const opened = await bot.anna.slash(bot.channel, 'flux generate', { model: 'flux-2-pro' })
    const made = await withImages(await bot.anna.submitModal(opened, { text: `a fox\n${'and a tree '.repeat(300)}` }))

    expect((await bot.store.jobs.get(jobIdOf(made)))?.request).toMatchObject({ model: 'flux-2-pro' })
    expect(made.images[0]?.alt?.length).toBeLessThanOrEqual(1024)
  })

  test('a file is edited by the link that Discord gave it', async () => {
    const image = { filename: 'cat.png', bytes: png }
    const edited = await withImages(await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'make it night', image }))

    expect(edited.text).toContain('> make it night')
  })

  test('Edit with Flux opens the modal for one image, and asks which one when there are several', async () => {
    const single = bot.bert.post(bot.channel, 'look', [{ filename: 'a.png', bytes: png, contentType: 'image/png' }])
    expect((await bot.anna.messageCommand(single, 'Edit with Flux')).state).toBe('modal')

    const files = ['a.png', 'b.png'].map((filename) => ({ filename, bytes: png, contentType: 'image/png' }))
    const several = bot.bert.post(bot.channel, 'choose', files)
    const choice = await bot.anna.messageCommand(several, 'Edit with Flux')
    expect(choice.message.ephemeral).toBe(true)
    const modal = await bot.anna.select(choice.message, choice.message.selects[0]!.customId, ['1'])
    const edited = await withImages(await bot.anna.submitModal(modal, { text: 'make it night' }))
    expect((await bot.store.jobs.get(jobIdOf(edited)))?.request.imageUrl).toContain('b.png')

    const none = bot.bert.post(bot.channel, 'no image here')
    expect((await bot.anna.messageCommand(none, 'Edit with Flux')).message.text).toContain('There is no image')
  })
})

describe('forged custom ids', () => {
  test('a private image of another member stays private', async () => {
    const mine = await makeImage(bot, { prompt: 'my secret', private: true })
    const id = jobIdOf(mine)

    for (const text of [`f1:u:${id}`, `f1:d:${id}`, `f1:D:${id}`, `f1:o:${id}`]) {
      expect(await answerTo(text, bot.bert.id)).not.toContain('my secret')
    }
    expect(await answerTo(`f1:x:${bot.anna.id}`, bot.bert.id)).toContain('Only its owner')
    expect((await bot.store.jobs.get(id))?.request.prompt).toBe('my secret')
  })

  /** What the program would answer if somebody managed to send such a custom id. */
  async function answerTo(customId: string, userId: string): Promise<string> {
    const { createConversation } = await import('../pipeline/conversation.ts')
    const { components } = await import('../route/registry.ts')
    const { parseCustomId } = await import('../discord/custom-id.ts')
    const reported: unknown[] = []
    const note = async (...args: unknown[]): Promise<void> => void reported.push(args)
    const discord = { reply: note, update: note, openModal: note, defer: note, editReply: note, deleteMessage: note }
    const interaction = {
      id: '1',
      userId,
      guildId: bot.guild.id,
      locale: 'en-US',
      customId,
      values: [],
      userPermissions: 0n,
    }
    const conversation = createConversation(discord as never, interaction as never, 'USD', () => undefined)
    const id = parseCustomId(customId)!
    await components[id.verb]({ store: bot.store, discord } as never, conversation, id)
    return JSON.stringify(reported, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  }
})

describe('history, usage, presets and privacy', () => {
  test('history finds images by words of the prompt, and shows them only to their owner', async () => {
    const made = await makeImage(bot, { prompt: 'a purple walrus' })
    const found = await bot.anna.autocomplete(bot.channel, 'flux history', 'prompt', { prompt: 'walrus' })
    expect(found).toEqual([{ name: 'a purple walrus · FLUX.1 dev · now', value: jobIdOf(made) }])

    const page = await bot.anna.slash(bot.channel, 'flux history')
    await bot.soon(() => page.message.text.includes('a purple walrus'))
    const shown = await bot.anna.select(page.message, page.message.selects[0]!.customId, [jobIdOf(made)])
    await withImages(shown)
    expect(shown.message.ephemeral).toBe(true)

    const theirs = await bot.bert.slash(bot.channel, 'flux show', { image: jobIdOf(made) })
    expect(theirs.message.text).toContain('isn’t known here')
  })

  test('usage shows what was spent', async () => {
    const before = (await bot.bert.slash(bot.channel, 'flux usage')).message.text
    expect(before).toContain('Today: 0 images, $0.00')

    const mine = (await bot.anna.slash(bot.channel, 'flux usage')).message.text
    const units = (await bot.store.jobs.ledger()).reduce((sum, row) => sum + row.units, 0)
    expect(mine).toContain(`$${(units / 10_000).toFixed(2)}`)
  })

  test('presets can be saved, used and reset', async () => {
    await bot.bert.slash(bot.channel, 'flux presets save', { name: 'noir', text: 'film noir', model: 'flux-2-pro' })
    expect((await bot.bert.slash(bot.channel, 'flux presets list')).message.text).toContain('film noir')
    const reply = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'a duck', preset: 'noir' })
    expect(reply.message.text).toContain('> a duck, film noir')

    expect((await bot.bert.slash(bot.channel, 'flux presets reset')).message.text).toContain('presets are removed')
    expect(await bot.store.presets.list(bot.bert.id)).toEqual([])
    await withImages(reply)
  })

  test('/flux privacy exports everything as a file, and deletes everything but the ledger', async () => {
    const exported = await bot.anna.slash(bot.channel, 'flux privacy export')
    const file = (await exported.message.until((message) => message.files.length > 0)).files[0]
    expect(Buffer.from(file?.bytes ?? []).toString()).toContain('a purple walrus')

    const requested = await bot.anna.slash(bot.channel, 'flux privacy delete')
    const done = await bot.anna.click(requested.message, 'Delete everything')
    await bot.soon(() => done.message.text.includes('Deleted the contents'))
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 5 })).toEqual([])
    expect((await bot.store.jobs.ledger()).length).toBeGreaterThan(0)
  })

  test('members are answered in their language', async () => {
    const yuki = bot.discord.world.user('yuki', { locale: 'ja' })
    bot.guild.join(yuki)
    expect((await yuki.slash(bot.channel, 'flux status')).message.text).toBe('進行中のものはありません。')
  })
})

describe('cancelling', () => {
  test('a queued job is cancelled at no cost, and a running job finishes and is kept', async () => {
    await using busy = await startBot({ FLUXKIT_CONCURRENCY: '1' }, { clock: bot.clock })
    const first = await busy.anna.slash(busy.channel, 'flux generate', { prompt: 'first' })
    await first.message.until((message) => message.text.includes('is painting'))
    const second = await busy.anna.slash(busy.channel, 'flux generate', { prompt: 'second' })

    expect((await busy.bert.click(second.message, 'Cancel')).message.text).toContain('Only its owner')
    expect((await busy.anna.click(second.message, 'Cancel')).message.text).toContain('Cancelled. Nothing was charged.')
    expect((await busy.anna.click(first.message, 'Cancel')).message.text).toContain('may still be charged')

    await second.message.until((message) => message.text.includes('Cancelled'))
    await withImages(first)
    expect(busy.flux.tasks.map(({ prompt }) => prompt)).toEqual(['first'])
  })
})

test('a user install works in a server without the bot, under the operator’s limits', async () => {
  const carla = bot.discord.world.user('carla').installApp()
  const elsewhere = bot.discord.world.guild('Elsewhere', { botInstalled: false })
  elsewhere.join(carla)

  const reply = await carla.slash(elsewhere.channel('general'), 'flux generate', { prompt: 'a travelling fox' })
  const message = await withImages(reply)

  expect(message.text).toContain('9 images left today')
})
