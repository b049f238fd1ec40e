import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import { withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ FLUXKIT_RETENTION_DAYS: '30' }, { discord: { rateLimits: 'off' } })
})
afterAll(() => bot[Symbol.asyncDispose]())

const dayMs = 86_400_000
const files = (): string[] =>
  readdirSync(join(bot.config.FLUXKIT_DATA_DIR, 'images'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    // The mark of the bot is next to its images.
    .filter((name) => !name.startsWith('bot-'))

async function make(prompt: string, who = bot.anna): Promise<ShownMessage> {
  const reply = await who.slash(bot.channel, 'flux generate', { prompt })
  await bot.soon(() => reply.message.images.length > 0)
  await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')
  return reply.message
}

describe('privacy', () => {
  test('the export has everything about a member, and no token', async () => {
    await make('a crimson heron')
    await make('somebody else’s heron', bot.bert)
    await bot.anna.slash(bot.channel, 'flux presets save', { name: 'noir', text: 'film noir' })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a heron of no size', size: '1x1' })
    const failed = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a failed heron [sim:moderation]' })
    await bot.soon(() => failed.message.text.includes('couldn’t be made'))

    const reply = await bot.anna.slash(bot.channel, 'flux privacy export')
    const message = await reply.message.until(({ files: [file] }) => file !== undefined)

    expect(message.ephemeral).toBe(true)
    const text = Buffer.from(message.files[0]?.bytes ?? []).toString()
    expect(JSON.parse(text)).toMatchObject({
      jobs: [
        { state: 'failed', request: { prompt: 'a failed heron [sim:moderation]' }, costUnits: 0 },
        {
          state: 'succeeded',
          request: { prompt: 'a crimson heron' },
          costUnits: 300,
          place: { guildId: bot.guild.id },
        },
      ],
      drafts: [{ request: { prompt: 'a heron of no size' } }],
      presets: [{ name: 'noir', text: 'film noir' }],
    })
    expect(text).not.toContain('somebody else')
    expect(text).not.toContain('"token"')
  })

  test('deleting asks first, then removes prompts, images, drafts and presets from the disk, and keeps the ledger', async () => {
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'an unsent heron', size: '1x1' })
    const before = await bot.store.jobs.ledger()
    const requested = await bot.anna.slash(bot.channel, 'flux privacy delete')
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 9 })).toHaveLength(1)

    const done = await bot.anna.click(requested.message, 'Delete everything')

    await bot.soon(() => done.message.text.includes('Deleted the contents of 2 jobs.'))
    expect(files()).toHaveLength(1)
    expect(await bot.store.presets.list(bot.anna.id)).toEqual([])
    expect(await bot.store.jobs.ledger()).toEqual(before)
    const data = bot.config.FLUXKIT_DATA_DIR
    const history = await bot.anna.slash(bot.channel, 'flux history')
    const shown = await bot.soon(() => history.message.text || undefined)
    const rows = JSON.stringify([await bot.store.jobs.history(bot.anna.id, { limit: 9 }), shown])
    expect(rows).not.toContain('crimson')
    expect(readFileSync(join(data, 'fluxkit.sqlite')).byteLength).toBeGreaterThan(0)
    // The other user's is untouched.
    expect(await bot.store.jobs.history(bot.bert.id, { limit: 9 })).toHaveLength(1)
  })

  test('buttons under deleted images say that they are gone', async () => {
    const message = bot.channel.messages[0]!

    expect((await bot.anna.click(message, 'Again')).message.text).toContain('isn’t known here any more')
  })
})

test('what is made from a private image is private, too', async () => {
  const first = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'a shy owl', private: true })
  await bot.soon(() => first.message.images.length > 0)

  const again = await bot.bert.click(first.message, 'Again')

  expect(again.message.ephemeral).toBe(true)
  await bot.soon(() => again.message.images.length > 0)
  for (const { message } of [first, again]) {
    const requested = await bot.bert.click(message, 'Delete')
    await bot.bert.click(requested.message, 'Delete')
  }
})

describe('retention', () => {
  test('prompts and images are deleted after the days that were set, and newer ones stay', async () => {
    await make('an old heron', bot.bert)
    await bot.clock.sleep(29 * dayMs)
    await make('a young heron', bot.bert)
    // Files have the time of the machine; what was written within the hour is left alone.
    await bot.clock.sleep(2 * dayMs)

    await bot.restart()

    await bot.soon(() => files().length === 1)
    expect((await bot.store.jobs.history(bot.bert.id, { limit: 9 })).map(({ request }) => request.prompt)).toEqual([
      'a young heron',
    ])
    await bot.soon(() => bot.logged.some((line) => line.includes('forgotten by age')))
    const shown = await bot.bert.slash(bot.channel, 'flux show')
    expect((await withImages(shown)).text).toContain('a young heron')
  })

  test('the server’s days override the operator’s', async () => {
    await bot.admin.slash(bot.channel, 'flux-admin retention', { days: 1 })
    await bot.clock.sleep(2 * dayMs)

    await bot.restart()

    await bot.soon(() => files().length === 0)
    expect(await bot.store.jobs.history(bot.bert.id, { limit: 9 })).toEqual([])
    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(1800)
  })
})
