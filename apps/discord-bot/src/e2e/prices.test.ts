import { describe, expect, test } from 'vitest'
import { accepted } from '../test/make-image.ts'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

/** As an operator who has set nothing: no prices, and the usual currency. */
const usual = { FLUXKIT_PRICES: '', FLUXKIT_CURRENCY: '' }
const submit = async (bot: TestBot, options: Readonly<Record<string, string | number>> = {}) =>
  (await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox', ...options })).message
const spent = async (bot: TestBot): Promise<number> =>
  (await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)

describe('without any price', () => {
  test('books are in credits, estimated by recorded costs and settled by what the service says', async () => {
    await using bot = await startBot(usual, { contract: 'current' })
    const reply = await submit(bot)
    expect(reply.text).toContain('Estimated cost: 0.216 credits')
    expect(await spent(bot)).toBe(2_160)

    await bot.soon(() => hasImage(reply))
    expect(reply.text).toContain('0.216 credits')
    expect(await spent(bot)).toBe(2_160)
  })

  test('a model that nobody knows the price of reserves one credit an image, until a cost is learned', async () => {
    await using bot = await startBot(usual, { contract: 'current' })
    const first = await submit(bot, { model: 'flux-2-pro' })
    expect(first.text).toContain('Estimated cost: 1.00 credits')
    expect(await spent(bot)).toBe(10_000)
    await bot.soon(() => hasImage(first))
    const learned = await spent(bot)
    expect(learned).toBeLessThan(10_000)

    const second = await submit(bot, { model: 'flux-2-pro' })
    expect(second.text).not.toContain('1.00 credits')
    expect(await spent(bot)).toBe(2 * learned)
  })

  test('a monthly stop stops, although nobody has set a price and the service names no cost', async () => {
    await using bot = await startBot(
      { ...usual, FLUXKIT_MONTHLY_STOP: '2' },
      { contract: 'readme', discord: { rateLimits: 'off' } },
    )
    const replies: Awaited<ReturnType<typeof submit>>[] = []
    for (let round = 0; round < 3; round++) replies.push(await submit(bot, { model: 'flux-2-max' }))

    expect(replies.slice(0, 2).map(({ text }) => accepted.test(text))).toEqual([true, true])
    expect(replies[2]?.text).toContain(
      'The limit of 2.00 credits a month for the server is reached (2.00 credits used).',
    )
    await bot.soon(() => replies[1] && hasImage(replies[1]))
    expect((await submit(bot, { model: 'flux-2-max' })).text).toContain('is reached')
    expect(bot.flux.tasks).toHaveLength(2)
  })

  test('an admin’s price of nothing opens no way around the stop', async () => {
    await using bot = await startBot({ ...usual, FLUXKIT_MONTHLY_STOP: '1' }, { discord: { rateLimits: 'off' } })
    await bot.admin.slash(bot.channel, 'flux-admin price', { model: 'flux-2-max', price: '0' })

    expect((await submit(bot, { model: 'flux-2-max' })).text).toMatch(accepted)
    expect((await submit(bot, { model: 'flux-2-max' })).text).toContain('is reached')
  })
})
