import { describe, expect, test } from 'vitest'
import type { Reply } from '@fluxkit/discord-simulator'
import { startBot, type TestBot } from '../test/start-bot.ts'

// A paid image is recovered whatever the service answers on the way: the rows of issue 11, for the bot.

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'

const submit = (bot: TestBot, prompt: string, options: Record<string, number> = {}): Promise<Reply> =>
  bot.anna.slash(bot.channel, 'flux generate', { prompt, ...options })
const imageCount = (bot: TestBot): number =>
  bot.channel.messages.filter(({ deleted }) => !deleted).reduce((sum, { images }) => sum + images.length, 0)
const balance = async (bot: TestBot) => {
  const rows = await bot.store.jobs.ledger()
  const sum = (name: 'units' | 'images'): number => rows.reduce((total, row) => total + row[name], 0)
  return { units: sum('units'), imageCount: sum('images') }
}
const labels = ({ message }: Reply): (string | null | undefined)[] => message.buttons.map(({ label }) => label)

/** One image, made and paid for once. */
async function expectOneImage(bot: TestBot): Promise<void> {
  expect(imageCount(bot)).toBe(1)
  expect(bot.flux.tasks).toHaveLength(1)
  expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })
}

describe('a submission that is answered with an error and a task id is recovered', () => {
  test.each([400, 500, 502])('after a %d', async (status) => {
    await using bot = await startBot()
    bot.flux.faults.add({ kind: 'error-with-task', shape: 'nested', status })
    const reply = await submit(bot, 'a paid fox')

    await bot.soon(() => reply.message.images.length === 1)

    await expectOneImage(bot)
  })
})

describe('one answer that doesn’t know the task is never a failure', () => {
  test.each([
    ['a 404 with JSON', { kind: 'unknown-task', operation: 'submit', times: 1 }],
    ['a batch in which the task is missing', { kind: 'item-missing', operation: 'poll', times: 8 }],
  ] as const)('after %s, the image is delivered and nothing is refunded on the way', async (_, fault) => {
    await using bot = await startBot()
    bot.flux.faults.add(fault)
    const reply = await submit(bot, 'a missing fox')

    await bot.soon(async () => {
      expect(labels(reply)).not.toContain(reply.message.images.length === 0 ? 'Again' : 'nothing')
      expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })
      return reply.message.images.length === 1
    })

    await expectOneImage(bot)
  })

  test('a task that stays unknown is reported as still being checked, holds its cost, and is delivered days later', async () => {
    await using bot = await startBot()
    bot.flux.faults.add({ kind: 'unknown-task', operation: 'submit', ms: 3 * dayMs })
    const reply = await submit(bot, 'a hidden fox')

    await bot.soon(() => reply.message.text.includes('This image is overdue.'))
    expect(reply.message.text).toContain('keep checking for 7 days')
    expect(labels(reply)).not.toContain('Again')
    expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })

    await bot.clock.sleep(2 * dayMs)
    expect(imageCount(bot)).toBe(0)
    await bot.clock.sleep(dayMs)
    await bot.later(hourMs, () => imageCount(bot) === 1)
    await expectOneImage(bot)
  })
})

test('three answers that can’t be read, then the result: the image is delivered', async () => {
  await using bot = await startBot()
  bot.flux.faults.add({ kind: 'malformed-json', operation: 'poll', times: 3 })
  const reply = await submit(bot, 'an unreadable fox')

  await bot.soon(() => reply.message.images.length === 1)

  await expectOneImage(bot)
})

describe('an image that can’t be downloaded at once', () => {
  test.each([
    ['whose host is down for 10 s', { kind: 'image-host-down', operation: 'image', ms: 10_000 }],
    ['that is not there for 1 s', { kind: 'image-404', operation: 'image', ms: 1_000 }],
  ] as const)('%s is delivered as an image, and never as a link', async (_, fault) => {
    await using bot = await startBot()
    bot.flux.faults.add(fault)
    const reply = await submit(bot, 'a slow fox')

    await bot.soon(() => {
      expect(reply.message.text).not.toContain('couldn’t be downloaded')
      return reply.message.images.length === 1
    })

    await expectOneImage(bot)
  })

  test('for hours is linked meanwhile, and replaced by the image when it can be downloaded', async () => {
    await using bot = await startBot()
    bot.flux.faults.add({ kind: 'image-404', operation: 'image', ms: 5 * hourMs })
    const reply = await submit(bot, 'a distant fox')
    await bot.soon(() => reply.message.text.includes('couldn’t be downloaded: [open it while the link lasts](http'))

    await bot.later(10 * minuteMs, () => imageCount(bot) === 1)

    await expectOneImage(bot)
  })
})

describe('a submission whose answer was lost', () => {
  test.each([
    ['5 s', 5_000],
    ['30 s', 30_000],
    ['5 min', 5 * minuteMs],
    ['1 h', hourMs],
    ['24 h', dayMs],
  ])('is searched for after %s, delivered, and paid for once', async (_, markMs) => {
    await using bot = await startBot()
    bot.flux.faults.add({ kind: 'reset-after', operation: 'submit', times: 1 })
    bot.flux.faults.add({ kind: '500', operation: 'poll' })
    const reply = await submit(bot, 'a lost fox')
    await bot.soon(() => bot.flux.tasks.length === 1)
    const sentAtMs = bot.clock.now()

    await bot.clock.sleep(markMs - 2_000)
    expect(imageCount(bot)).toBe(0)
    expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })
    bot.flux.faults.clear()
    await bot.soon(() => imageCount(bot) === 1)

    expect(bot.clock.now() - sentAtMs).toBeLessThan(Math.max(markMs * 1.1, markMs + 30_000))
    expect(labels(reply)).not.toContain('nothing')
    await expectOneImage(bot)
  })

  test('and never arrived holds its cost for 7 days, then the image counts no more', async () => {
    await using bot = await startBot()
    const reply = await submit(bot, 'a vanished fox [sim:reset-before]')
    await bot.soon(() => reply.message.text.includes('we don’t know whether the request was accepted'))
    expect(reply.message.text).toContain('Its cost stays reserved while I keep checking.')
    expect(labels(reply)).not.toContain('Again')

    await bot.clock.sleep(6 * dayMs)
    expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })
    await bot.clock.sleep(2 * dayMs)

    // The service may have been paid: the money counts as spent, the allowance in images comes back.
    expect(await balance(bot)).toEqual({ units: 300, imageCount: 0 })
    expect(bot.flux.stats.submissions).toBe(1)
  })
})

test('fewer images than requested: it is said, settled by what came, and the missing ones are offered', async () => {
  await using bot = await startBot()
  const reply = await submit(bot, 'three foxes [sim:fewer-images images=1]', { count: 3 })
  await bot.soon(() => reply.message.images.length === 1)

  expect(reply.message.text).toContain('1 of 3 images arrived.')
  expect(await balance(bot)).toEqual({ units: 300, imageCount: 1 })
  expect(labels(reply)).toContain('Make the 2 missing images')
  await bot.clock.sleep(hourMs)
  expect(bot.flux.tasks).toHaveLength(1)

  const more = await bot.anna.click(reply.message, 'Make the 2 missing images')
  await bot.soon(() => bot.flux.tasks.length === 2)
  expect((await bot.store.jobs.get(more.interactionId))?.request.count).toBe(2)
})

describe('what was never submitted', () => {
  test('is not sent again automatically once it was cancelled while the service refused it', async () => {
    await using bot = await startBot()
    const reply = await submit(bot, 'a busy fox [sim:429 times=99 retry-after=3]')
    await bot.soon(() => bot.flux.stats.submissions > 0)
    await bot.anna.slash(bot.channel, 'flux cancel')
    const { submissions } = bot.flux.stats

    await bot.soon(() => reply.message.text.includes('Cancelled. Nothing was charged.'))
    await bot.clock.sleep(10 * minuteMs)

    expect(bot.flux.stats.submissions - submissions).toBeLessThanOrEqual(1)
    expect(await balance(bot)).toEqual({ units: 0, imageCount: 0 })
  })
})

test('costs that records have shown are the estimate where no price is set', async () => {
  await using bot = await startBot({ FLUXKIT_PRICES: '', FLUXKIT_CURRENCY: 'credits' }, { contract: 'current' })
  const first = await submit(bot, 'a first fox')
  await bot.soon(() => first.message.images.length === 1)
  expect(first.message.text).toContain('0.216 credits')

  bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 99 })
  const second = await submit(bot, 'a second fox')

  expect(second.message.text).toContain('Estimated cost: 0.216 credits')
})
