import type { Reply } from '@fluxkit/discord-simulator'
import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// A request that is repeated minutes later, at the same process and at another, does nothing that was done in between away.

async function startTwo(env: Readonly<Record<string, string>> = {}, paintingMs = 100): Promise<TestBot> {
  const bot = await startBot(env, { interactions: 'http', paintingMs })
  await bot.startPeer(env)
  return bot
}

async function deliverAgain(bot: TestBot, { interactionId }: Reply): Promise<void> {
  const before = bot.discord.endpoint.deliveries.length
  for (let times = 0; times < 2; times++) await bot.clock.until(bot.discord.endpoint.redeliver(interactionId))
  await bot.clock.sleep(5_000)
  const again = bot.discord.endpoint.deliveries.slice(before)
  expect(again.map(({ status }) => status)).toEqual([202, 202])
  expect(new Set(again.map(({ url }) => url)).size).toBe(2)
}

const presets = async (bot: TestBot) => (await bot.store.presets.list(bot.anna.id)).map(({ text }) => text)
const savePreset = (bot: TestBot, text: string): Promise<Reply> =>
  bot.anna.slash(bot.channel, 'flux presets save', { name: 'style', text })

describe('a repeated request', () => {
  test('of an admin doesn’t undo what was set since', async () => {
    await using bot = await startTwo()
    const stop = (amount: string): Promise<Reply> =>
      bot.admin.slash(bot.channel, 'flux-admin limits monthly-stop', { amount })
    const first = await stop('100')
    await stop('5')
    const before = await bot.store.settings.get(bot.guild.id)

    await deliverAgain(bot, first)

    expect(await bot.store.settings.get(bot.guild.id)).toEqual(before)
    expect(before.limits.map(({ max }) => max)).toEqual([50_000])
  })

  test('doesn’t bring back a preset, nor take one away', async () => {
    await using bot = await startTwo()
    const saved = await savePreset(bot, 'in oil')
    const removed = await bot.anna.slash(bot.channel, 'flux presets remove', { preset: 'style' })
    await deliverAgain(bot, saved)
    expect(await presets(bot)).toEqual([])

    const reset = await bot.anna.slash(bot.channel, 'flux presets reset')
    await savePreset(bot, 'in ink')
    await deliverAgain(bot, removed)
    await deliverAgain(bot, reset)
    expect(await presets(bot)).toEqual(['in ink'])
  })

  test('to cancel the newest job doesn’t cancel the one before', async () => {
    await using bot = await startTwo({ FLUXKIT_CONCURRENCY: '1' }, 30_000)
    const submit = (prompt: string): Promise<Reply> => bot.anna.slash(bot.channel, 'flux generate', { prompt })
    await submit('runs')
    const wanted = await submit('is wanted')
    await submit('is not wanted')
    await deliverAgain(bot, await bot.anna.slash(bot.channel, 'flux cancel'))

    await bot.soon(() => hasImage(wanted.message))
    expect(bot.flux.tasks.map(({ prompt }) => prompt).toSorted()).toEqual(['is wanted', 'runs'])
  })

  test('to delete everything leaves what was saved since', async () => {
    await using bot = await startTwo()
    const question = await bot.anna.slash(bot.channel, 'flux privacy delete')
    const deletion = await bot.anna.click(question.message, 'Delete everything')
    await bot.soon(() => deletion.message.text.includes('Deleted the contents of'))
    await savePreset(bot, 'in ink')

    await deliverAgain(bot, deletion)

    expect(await presets(bot)).toEqual(['in ink'])
    expect(await bot.store.erasures.pending()).toEqual([])
  })

  test('doesn’t bring back a comparison that was dropped', async () => {
    await using bot = await startTwo()
    const models = { 'model-1': 'flux-dev', 'model-2': 'flux-pro' }
    const requested = await bot.anna.slash(bot.channel, 'flux compare', { prompt: 'a fox', ...models })
    await bot.anna.click(requested.message, 'Cancel')

    await deliverAgain(bot, requested)

    expect((await bot.store.drafts.get(requested.interactionId))?.comparison).toBeUndefined()
  })

  test('with a report is one report, and counts as one', async () => {
    await using bot = await startTwo()
    const moderators = bot.guild.channel('moderators')
    await bot.admin.slash(bot.channel, 'flux-admin reports', { channel: moderators })
    const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => hasImage(message))
    const report = async (): Promise<Reply> =>
      bot.bert.submitModal(await bot.bert.click(message, 'Report'), { text: 'spam' })

    await deliverAgain(bot, await report())
    for (let times = 0; times < 4; times++) await report()

    expect(moderators.messages).toHaveLength(5)
  })
})

test('a command that two processes hear through the gateway changes the settings once', async () => {
  await using bot = await startBot({}, { interactions: 'gateway' })
  await bot.startPeer()
  const { version } = await bot.store.settings.get(bot.guild.id)

  const saved = await bot.admin.slash(bot.channel, 'flux-admin limits count', { max: 2 })
  await bot.clock.sleep(5_000)

  expect(saved.message.text).toContain('Saved')
  expect((await bot.store.settings.get(bot.guild.id)).version - version).toBe(1)
})
