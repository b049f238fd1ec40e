import { join } from 'node:path'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import { isClaim } from '@fluxkit/jobs'
import { describe, expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { facts, putJob } from '../test/put-job.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

test('a deletion that was asked for before a restart is finished after it', async () => {
  await using bot = await startBot({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_GUILD_IMAGES_PER_DAY: 'none' })
  const place = { guildId: bot.guild.id, channelId: bot.channel.id, userId: '77' }
  for (let id = 1; id <= 30; id++) {
    await putJob(
      bot.store,
      { id: String(id), place, request: { prompt: 'a stranded heron' } },
      facts.done(`stranded ${id}`),
    )
    await bot.store.deliveries.setDelivery(String(id), 'result', 'delivered', 'me')
  }
  await bot.store.erasures.request({ userId: '77', requestedMs: bot.clock.now() })
  await bot.restart()
  await bot.soon(async () => (await bot.store.erasures.pending()).length === 0)

  expect(await bot.store.jobs.history('77', { limit: 50, withoutImages: true })).toEqual([])
})

test.each(['gateway', 'http'] as const)(
  'a bot that stops breaks a deletion off after a batch, and the next finishes it: %s',
  async (interactions) => {
    let stopping: Promise<void> | undefined
    let pages = 0
    await using bot = await startBot(
      { FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_GUILD_IMAGES_PER_DAY: 'none' },
      {
        interactions,
        openStore: async (config, clock) => {
          const path = join(config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite')
          const store = await openTestStore({ path, clock, config })
          const pageOf: typeof store.jobs.pageOf = (userId, options) => {
            if (options.withPromptUntilMs !== undefined && ++pages === 1) stopping = bot.stop()
            return store.jobs.pageOf(userId, options)
          }
          return { ...store, jobs: { ...store.jobs, pageOf } }
        },
      },
    )
    const place = { guildId: bot.guild.id, channelId: bot.channel.id, userId: bot.anna.id }
    for (let id = 1; id <= 60; id++) {
      await putJob(bot.store, { id: String(id), place, request: { prompt: 'a heron' } }, facts.done(`heron ${id}`))
      await bot.store.deliveries.setDelivery(String(id), 'result', 'delivered', 'me')
    }
    const question = await bot.anna.slash(bot.channel, 'flux privacy delete')
    await bot.anna.click(question.message, 'Delete everything')
    await bot.soon(() => stopping !== undefined)
    await stopping

    expect(pages).toBe(1)
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 100, withoutImages: true })).toHaveLength(35)

    await bot.restart()
    await bot.soon(async () => (await bot.store.erasures.pending()).length === 0)
    expect(await bot.store.jobs.history(bot.anna.id, { limit: 100, withoutImages: true })).toEqual([])
  },
)

describe('while another process holds a job', () => {
  const heldMs = 30_000

  async function aHeldJob(bot: TestBot, leaseMs = heldMs): Promise<{ id: string; message: ShownMessage }> {
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a held heron' })
    const id = reply.interactionId
    await bot.soon(() => reply.message.images.length > 0)
    await bot.soon(async () => (await bot.store.jobs.get(id))?.delivery === 'delivered')
    const hold = async (): Promise<boolean> => isClaim(await bot.store.durable.claim(id, 'another process', leaseMs))
    await bot.soon(hold)
    return { id, message: reply.message }
  }

  test('Delete everything says that the job’s data goes later, and the sweep deletes it after the hold', async () => {
    await using bot = await startBot()
    const { id } = await aHeldJob(bot)
    const question = await bot.anna.slash(bot.channel, 'flux privacy delete')
    const done = await bot.anna.click(question.message, 'Delete everything')

    await bot.soon(() =>
      done.message.text.includes(
        'Deleted the contents of 0 jobs. 1 job isn’t over yet; its data is deleted when it is, and you don’t need to do anything.',
      ),
    )
    expect(await bot.store.erasures.pending()).toHaveLength(1)

    await bot.later(60_000, async () => (await bot.store.erasures.pending()).length === 0)
    expect((await bot.store.jobs.get(id))?.request.prompt).toBe('')
    expect(JSON.stringify(await bot.store.durable.read(id))).not.toContain('heron')
  })

  test('Delete waits for it, and then deletes without being asked again', async () => {
    await using bot = await startBot()
    const { id, message } = await aHeldJob(bot)
    const question = await bot.anna.click(message, 'Delete')
    const { message: answer } = await bot.anna.click(question.message, 'Delete')
    const startedMs = bot.clock.now()

    await bot.soon(() => answer.text === '🗑️ Deleted.')
    expect(bot.clock.now() - startedMs).toBeGreaterThan(heldMs / 2)
    await bot.soon(() => message.deleted)
    expect((await bot.store.jobs.get(id))?.images).toEqual([])
  })

  test('for more than a minute, Delete says that nothing was deleted, leaves the message, and works afterwards', async () => {
    await using bot = await startBot()
    const { id, message } = await aHeldJob(bot, 90_000)
    const confirmed = async (): Promise<ShownMessage> => {
      const question = await bot.anna.click(message, 'Delete')
      return (await bot.anna.click(question.message, 'Delete')).message
    }
    const answer = await confirmed()

    await bot.soon(() => answer.text.startsWith('This job is still being worked on, so nothing was deleted.'))
    expect([message.deleted, (await bot.store.jobs.get(id))?.images.length]).toEqual([false, 1])

    await bot.clock.sleep(60_000)
    expect((await confirmed()).text).toBe('🗑️ Deleted.')
    await bot.soon(() => message.deleted)
  })

  test('of a comparison, Delete says how many of its images are deleted', async () => {
    await using bot = await startBot()
    const models = { 'model-1': 'flux-dev', 'model-2': 'flux-pro', 'model-3': 'flux-2-pro' }
    const { message } = await bot.anna.slash(bot.channel, 'flux compare', { prompt: 'a fox', ...models })
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => message.images.length === 3)
    const [held = ''] = (await bot.store.jobs.history(bot.anna.id, { limit: 1 })).map(({ id }) => id)
    await bot.soon(async () => isClaim(await bot.store.durable.claim(held, 'another process', 90_000)))

    const question = await bot.anna.click(message, 'Delete')
    const { message: answer } = await bot.anna.click(question.message, 'Delete')

    await bot.soon(() => answer.text.startsWith('Deleted 2 of 3 images. The others are still being worked on;'))
    expect((await bot.store.jobs.get(held))?.images).toHaveLength(1)
    await bot.soon(() => message.images.length === 1)
  })
})
