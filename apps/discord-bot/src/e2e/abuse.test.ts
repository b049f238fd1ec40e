import type { Reply, ShownMessage } from '@fluxkit/discord-simulator'
import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'
import { createTestClock } from '../test/test-clock.ts'

// An impatient admin and a hostile member: whatever they do while a job runs, its image arrives once, and nobody is pinged by a prompt.

const minuteMs = 60_000
const submit = (bot: TestBot, prompt = 'a fox', where = bot.channel): Promise<Reply> =>
  bot.anna.slash(where, 'flux generate', { prompt })
const noErrors = (bot: TestBot): void => expect(bot.logged.filter((line) => line.includes('"level":50'))).toEqual([])
/** From now on no interaction can be answered any more: as after 15 minutes. */
const withoutTokens = (bot: TestBot) =>
  bot.discord.faults.add({
    kind: 'error',
    code: 50_027,
    method: 'PATCH',
    route: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    times: Infinity,
  })
const direct = (bot: TestBot): readonly ShownMessage[] => bot.discord.world.directChannel(bot.anna).messages

describe('while a job runs', () => {
  test.each<[string, (bot: TestBot) => void]>([
    ['its channel is deleted', (bot) => bot.channel.delete()],
    ['the bot loses its permissions', (bot) => bot.channel.denyBot('ViewChannel', 'SendMessages')],
    ['the bot is removed from the server', (bot) => bot.guild.removeBot()],
  ])('%s: the image comes as a direct message, once, also that of a comparison', async (_, change) => {
    await using bot = await startBot({}, { paintingMs: 30_000 })
    await submit(bot)
    const models = { 'model-1': 'flux-dev', 'model-2': 'flux-pro' }
    const comparison = await bot.anna.slash(bot.channel, 'flux compare', { prompt: 'foxes', ...models })
    await bot.anna.click(comparison.message, 'Generate 2 images')
    await bot.soon(() => bot.flux.tasks.length === 3)
    change(bot)
    withoutTokens(bot)
    await bot.soon(() => direct(bot).filter(hasImage).length === 2)
    await bot.clock.sleep(10 * minuteMs)

    expect(
      direct(bot)
        .map(({ images }) => images.length)
        .toSorted((one, other) => one - other),
    ).toEqual([1, 2])
    expect(bot.flux.stats.submissions).toBe(3)
    noErrors(bot)
  })

  test('its thread is archived: the image comes once, there or as a direct message', async () => {
    await using bot = await startBot({}, { paintingMs: 30_000 })
    const thread = bot.channel.thread('foxes')
    await submit(bot, 'a fox', thread)
    await bot.soon(() => bot.flux.tasks.length === 1)
    thread.archive()
    withoutTokens(bot)
    const shown = (): number =>
      [...thread.messages, ...direct(bot)].filter((one) => !one.deleted && hasImage(one)).length
    await bot.soon(() => shown() > 0)
    await bot.clock.sleep(10 * minuteMs)

    expect(shown()).toBe(1)
    noErrors(bot)
  })

  test('its member leaves the server and accepts no direct messages: the image is kept for them', async () => {
    await using bot = await startBot({}, { paintingMs: 30_000 })
    const reply = await submit(bot)
    await bot.soon(() => bot.flux.tasks.length === 1)
    bot.anna.acceptDirectMessages(false)
    bot.channel.denyBot('SendMessages', 'ViewChannel')
    withoutTokens(bot)
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'kept')

    expect((await bot.store.jobs.get(reply.interactionId))?.images).toHaveLength(1)
    noErrors(bot)
  })

  test.each([3_600_000, -3_600_000, 25 * 3_600_000])(
    'the clock of the machine jumps by %i ms: the image is delivered and paid for once',
    async (jumpMs) => {
      let offsetMs = 0
      const clock = createTestClock()
      const botClock = {
        now: () => clock.now() + offsetMs,
        setTimer: (callback: () => void, delayMs: number) => clock.setTimer(callback, delayMs),
      }
      await using bot = await startBot({}, { clock, botClock, paintingMs: 30_000 })
      const reply = await submit(bot)
      await bot.soon(() => bot.flux.tasks.length === 1)
      offsetMs = jumpMs
      await bot.soon(() => [...bot.channel.messages, ...direct(bot)].some((one) => hasImage(one)))
      await bot.clock.sleep(10 * minuteMs)

      const job = await bot.store.jobs.get(reply.interactionId)
      expect(job?.state).toBe('succeeded')
      expect([...bot.channel.messages, ...direct(bot)].filter((one) => !one.deleted && hasImage(one))).toHaveLength(1)
      expect(bot.flux.stats.submissions).toBe(1)
      const units = (await bot.store.jobs.ledger()).reduce((sum, row) => sum + row.units, 0)
      expect(units).toBe(300)
    },
  )
})

test('forms that were open during a restart are accepted, and a second time they are a second image', async () => {
  await using bot = await startBot()
  const opened = await bot.anna.slash(bot.channel, 'flux generate', { model: 'flux-dev' })
  await bot.restart()
  const both = [
    await bot.anna.submitModal(opened, { text: 'one fox' }),
    await bot.anna.submitModal(opened, { text: 'two foxes' }),
  ]
  await bot.soon(() => both.every(({ message }) => hasImage(message)))

  expect(bot.flux.tasks.map(({ prompt }) => prompt).toSorted()).toEqual(['one fox', 'two foxes'])
  noErrors(bot)
})

test('two clicks on every button of a result at once are answered, and do nothing twice that is done once', async () => {
  await using bot = await startBot({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none' }, { discord: { rateLimits: 'off' } })
  await bot.admin.slash(bot.channel, 'flux-admin reports', { channel: bot.guild.channel('moderators') })
  const { message } = await submit(bot)
  await bot.soon(() => hasImage(message))
  for (const { label = '' } of message.buttons) {
    const replies = await Promise.all([bot.anna.click(message, label), bot.anna.click(message, label)])
    expect(replies.map(({ state }) => state)).not.toContain('failed')
  }
  const questions = [await bot.anna.click(message, 'Delete'), await bot.anna.click(message, 'Delete')]
  const deletions = await Promise.all(questions.map((question) => bot.anna.click(question.message, 'Delete')))
  await bot.soon(() => message.deleted)

  expect(deletions.map(({ state }) => state)).toEqual(['updated', 'updated'])
  const late = await bot.anna.slash(bot.channel, 'flux show')
  expect(late.state).not.toBe('failed')
  noErrors(bot)
})

const prompts = [
  '@everyone <@&1> <@1> @here <#1>',
  '**bold** ~~x~~ `code` ||spoiler|| [a](https://evil.test)',
  '# heading\n> quote\n- list\n```js\nx\n```',
  '</flux generate:1> <t:0:R> <:emoji:1> <id:guide>',
  'https://evil.test http://127.0.0.1 discord.gg/abc',
  '\u202Egnp.exe\u202C \u2066rtl\u2069 שלום عربى',
  'z\u0351\u0300\u0489\u0334'.repeat(150),
  '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽'.repeat(60),
  '\u200B\u200D\uFEFF\u2060',
  '\u0000\u0007\u001B[31mred',
  '${process.env.DISCORD_TOKEN} $(id) `id` ; rm -rf /',
  "'; DROP TABLE jobs; -- \\' \" %00 ../../etc/passwd",
  '{"a":1} {{x}} {count, plural, one {#}}',
  'x'.repeat(4_000),
  '𝕏'.repeat(2_000),
  'ﷺ'.repeat(1_000),
]

test('prompts that try to ping, format, hide or break out are shown as text, everywhere', async () => {
  await using bot = await startBot(
    { FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none', FLUXKIT_USER_CONCURRENCY: '20' },
    { discord: { rateLimits: 'off' } },
  )
  const replies: Reply[] = []
  for (const text of prompts)
    replies.push(await bot.anna.submitModal(await bot.anna.slash(bot.channel, 'flux generate'), { text }))
  const taken = replies.filter(({ message }) => message.text.match(/In the queue|is painting/) || hasImage(message))
  await bot.soon(() => taken.every(({ message }) => hasImage(message)))
  expect(taken.length).toBeGreaterThan(12)

  const page = await bot.anna.slash(bot.channel, 'flux history')
  await bot.soon(() => page.message.text.includes('FLUX'))
  const offered = await bot.anna.autocomplete(bot.channel, 'flux history', 'prompt')
  expect(new Set(offered.map(({ name }) => name)).size).toBe(offered.length)
  for (const message of bot.channel.messages) {
    expect(message.pinged).toBe(false)
    expect(message.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
    expect(message.text).not.toMatch(/(?<!\\)<(?:@&|#|:)\d/)
  }
  const exported = await bot.anna.slash(bot.channel, 'flux privacy export')
  await bot.soon(() => exported.message.files.length > 0)
  noErrors(bot)
})
