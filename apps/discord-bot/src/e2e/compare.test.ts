import type { ShownMessage } from '@fluxkit/discord-simulator'
import { describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

// `/flux compare`: nothing is submitted before it is confirmed; then all models or none, and one message whatever happens.

const prices = { FLUXKIT_PRICES: 'flux-dev=0.03,flux-pro=0.04,flux-2-pro=0.05' }
const three = { 'model-1': 'flux-dev', 'model-2': 'flux-pro', 'model-3': 'flux-2-pro' }
const callbackRoute = '/interactions/{interaction_id}/{interaction_token}/callback'
const minutesMs = 60_000
const compare = (bot: TestBot, options: Readonly<Record<string, string | boolean>> = {}) =>
  bot.anna.slash(bot.channel, 'flux compare', { prompt: 'a red fox', ...three, ...options })
const isGallery = (message: { images: readonly unknown[] }, count = 3): boolean => message.images.length === count
const balance = async (bot: TestBot): Promise<{ units: number; images: number }> =>
  (await bot.store.jobs.ledger()).reduce(
    (sum, { units, images }) => ({ units: sum.units + units, images: sum.images + images }),
    { units: 0, images: 0 },
  )
const galleries = (bot: TestBot): ShownMessage[] => bot.channel.messages.filter(({ images }) => images.length > 0)

describe('a comparison', () => {
  test('shows every price, the total and what is left first; confirmed, it becomes one gallery in the order of its models', async () => {
    await using bot = await startBot(prices)
    const reply = await compare(bot)

    expect(reply.message.text).toContain('FLUX.1 dev')
    expect(reply.message.text).toContain('Estimated total: $0.12')
    expect(reply.message.text).toContain('images left today')
    expect(reply.message.buttons.map(({ label }) => label)).toEqual(['Generate 3 images', 'Cancel'])
    expect(bot.flux.stats.submissions).toBe(0)
    expect(await bot.store.jobs.ledger()).toEqual([])

    await bot.anna.click(reply.message, 'Generate 3 images')
    await bot.soon(() => isGallery(reply.message))

    const { message } = reply
    expect(message.images.map(({ alt }) => alt)).toEqual([
      'FLUX.1 dev: a red fox',
      expect.stringMatching(/^FLUX.* pro.*: a red fox$/),
      expect.stringMatching(/^FLUX\.2 .*pro.*: a red fox$/i),
    ])
    expect(message.text).toMatch(/FLUX\.1 dev\*\*: .*\d+ s · \$0\.03/)
    expect(message.text).toMatch(/FLUX\.2 .*\*\*: .*\d+ s · \$0\.05/)
    expect(message.buttons.map(({ label }) => label)).toEqual([
      'Again',
      'Vary',
      'Edit',
      'Use prompt',
      'Delete',
      'Report',
    ])
    expect(bot.flux.stats.submissions).toBe(3)
    expect(await balance(bot)).toEqual({ units: 1200, images: 3 })
    expect(galleries(bot).map(({ id }) => id)).toEqual([message.id])

    const history = await bot.anna.slash(bot.channel, 'flux history')
    expect(history.message.text.match(/comparison/g)).toHaveLength(3)
  })

  test('asks which image Vary and Edit mean, and which model Again means', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => isGallery(message))

    expect((await bot.anna.click(message, 'Vary')).message.text).toContain('Which image?')
    expect((await bot.anna.click(message, 'Edit')).message.text).toContain('Which image?')
    const which = await bot.anna.click(message, 'Again')
    expect(which.message.text).toContain('Which model?')
    const again = await bot.anna.select(which.message, which.message.selects[0]?.customId ?? '', ['2'])
    await bot.soon(() => isGallery(again.message, 1))
    expect(bot.flux.tasks.filter(({ model }) => model === 'flux-2-pro')).toHaveLength(2)
  })

  test('confirmed twice, at once and later, is submitted once', async () => {
    await using bot = await startBot(prices)
    await bot.startPeer()
    const { message } = await compare(bot)

    await Promise.all([bot.anna.click(message, 'Generate 3 images'), bot.anna.click(message, 'Generate 3 images')])
    await bot.soon(() => isGallery(message))

    expect(bot.flux.stats.submissions).toBe(3)
    expect(await balance(bot)).toEqual({ units: 1200, images: 3 })
  })

  test('keeps its images when the answer to a second click arrives after them', async () => {
    await using bot = await startBot(prices, { paintingMs: 500, discord: { rateLimits: 'off' } })
    const { message } = await compare(bot)
    const slow = { kind: 'slow', delayMs: 2_900, method: 'POST', route: callbackRoute } as const
    bot.discord.faults.add({ ...slow, skip: 1 })

    const clicks = [bot.anna.click(message, 'Generate 3 images'), bot.anna.click(message, 'Generate 3 images')]
    await bot.soon(() => isGallery(message))
    await Promise.all(clicks)
    await bot.clock.sleep(60_000)

    expect(isGallery(message)).toBe(true)
    expect(galleries(bot)).toHaveLength(1)
  })

  test('is decided by the user who requested it; Cancel submits nothing, then and later', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)

    expect((await bot.bert.click(message, 'Generate 3 images')).message.text).toContain('Only the person who')
    expect((await bot.bert.click(message, 'Cancel')).message.text).toContain('Only the person who')
    await bot.anna.click(message, 'Cancel')

    expect(message.text).toContain('Cancelled. Nothing was charged.')
    expect(message.buttons).toEqual([])
    expect(bot.flux.stats.submissions).toBe(0)
    expect(await bot.store.jobs.ledger()).toEqual([])
  })

  test('that the limit has no room for is refused as a whole', async () => {
    await using bot = await startBot({ ...prices, FLUXKIT_MEMBER_IMAGES_PER_DAY: '2' })
    const { message } = await compare(bot)

    const refused = await bot.anna.click(message, 'Generate 3 images')

    expect(refused.message.text).toContain('The limit of 2 images a day for each member is reached (0 used).')
    expect(bot.flux.stats.submissions).toBe(0)
    expect(await bot.store.jobs.ledger()).toEqual([])
  })

  test('that has become dearer is shown again before anything is reserved', async () => {
    await using bot = await startBot({ ...prices, FLUXKIT_GUILD_IMAGES_PER_DAY: '200' })
    const { message } = await compare(bot)
    await bot.admin.slash(bot.channel, 'flux-admin price', { model: 'flux-dev', price: '0.10' })

    await bot.anna.click(message, 'Generate 3 images')
    expect(message.text).toContain('The estimate has changed since.')
    expect(message.text).toContain('Estimated total: $0.19')
    expect(await bot.store.jobs.ledger()).toEqual([])

    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => isGallery(message))
    expect(bot.flux.stats.submissions).toBe(3)
  })

  test('whose click Discord didn’t let be answered costs nothing, and can’t be confirmed a second time', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    bot.discord.faults.add({ kind: 'error', code: 10_062, method: 'POST', route: callbackRoute })
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(async () => (await balance(bot)).images === 0 && (await bot.store.jobs.ledger()).length === 6)

    const again = await bot.anna.click(message, 'Generate 3 images')

    expect(again.message.text).toContain('That comparison has already been decided.')
    expect(bot.flux.stats.submissions).toBe(0)
  })

  test.each([
    ['one model twice', { 'model-2': 'flux-dev', 'model-3': 'flux-dev' }, 'at least two different models'],
    ['a size that a model doesn’t have', { size: '1000x1000' }, 'FLUX.1 dev doesn’t offer the size 1000x1000'],
    ['a model that there isn’t', { 'model-3': 'flux-9' }, 'There is no model “flux-9”'],
  ])('of %s is refused', async (_, options, text) => {
    await using bot = await startBot(prices)
    const reply = await compare(bot, options)

    expect(reply.message.text).toContain(text)
    expect(reply.message.ephemeral).toBe(true)
  })

  test('of which one model fails shows the others, and says what failed and what it cost', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    bot.flux.faults.add({ kind: 'task-fails', times: 1 })
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => isGallery(message, 2))

    expect(message.text).toContain('⚠️ The service had an error.\nTry again later.\nYou were not charged.')
    expect(message.buttons.map(({ label }) => label)).toContain('Again')
    expect(bot.flux.stats.submissions).toBe(3)
    expect((await balance(bot)).images).toBe(2)
  })

  test('that is private stays private, and its images come by the interaction', async () => {
    await using bot = await startBot(prices)
    const reply = await compare(bot, { private: true })
    await bot.anna.click(reply.message, 'Generate 3 images')
    await bot.soon(() => isGallery(reply.message))

    expect(reply.message.ephemeral).toBe(true)
    expect(bot.bert.messages(bot.channel)).toEqual([])
  })

  test('is cancelled as a whole: what waits costs nothing, what runs is finished and shown', async () => {
    await using bot = await startBot({ ...prices, FLUXKIT_CONCURRENCY: '1' }, { paintingMs: 10_000 })
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => message.text.includes('painting'))

    expect((await bot.bert.click(message, 'Cancel')).message.text).toContain('Only its owner')
    expect((await bot.anna.click(message, 'Cancel')).message.text).toContain('may still be charged')
    await bot.soon(() => isGallery(message, 1))

    expect(message.text.match(/Cancelled\. Nothing was charged\./g)).toHaveLength(2)
    expect(bot.flux.stats.submissions).toBe(1)
    expect(await balance(bot)).toEqual({ units: 300, images: 1 })
  })

  test('gets an image that came late in the same message', async () => {
    await using bot = await startBot(prices)
    bot.flux.faults.add({ kind: 'image-404', operation: 'image', ms: 300 * minutesMs })
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => message.text.includes('[open it while the link lasts](http'))

    await bot.later(10 * minutesMs, () => isGallery(message))

    expect(message.text).not.toContain('open it')
    expect(galleries(bot).map(({ id }) => id)).toEqual([message.id])
    expect(bot.flux.stats.submissions).toBe(3)
  })

  test('is deleted as a whole from its message', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => isGallery(message))
    const question = await bot.anna.click(message, 'Delete')
    await bot.anna.click(question.message, 'Delete')
    await bot.soon(() => message.deleted)

    expect(await bot.store.jobs.history(bot.anna.id, { limit: 5 })).toEqual([])
  })

  test('is in the privacy export as jobs of one group, and gone from them after a deletion', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(async () => isGallery(message) && (await delivered(bot, message)) === 3)

    const exported = await bot.anna.slash(bot.channel, 'flux privacy export')
    const [file] = (await exported.message.until(({ files }) => files.length > 0)).files
    const { jobs } = JSON.parse(Buffer.from(file?.bytes ?? []).toString()) as { jobs: { group: { at: number } }[] }
    expect(new Set(jobs.map(({ group }) => group.at))).toEqual(new Set([0, 1, 2]))

    const requested = await bot.anna.slash(bot.channel, 'flux privacy delete')
    const done = await bot.anna.click(requested.message, 'Delete everything')
    await bot.soon(() => done.message.text.includes('Deleted the contents of 3 jobs'))
    const { jobs: left } = await bot.store.jobs.pageOf(bot.anna.id, { limit: 5 })
    expect(left.map(({ group }) => group)).toEqual([undefined, undefined, undefined])
  })
})

describe('a comparison survives', () => {
  test('a restart before it is confirmed', async () => {
    await using bot = await startBot(prices)
    const { message } = await compare(bot)
    await bot.restart()
    await bot.clock.sleep(60 * minutesMs)

    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => isGallery(message))
    expect(bot.flux.stats.submissions).toBe(3)
  })

  test('a crash after everything is reserved and before the click is answered: nothing was submitted, and the message says so', async () => {
    await using bot = await startBot(prices, { diesAt: 'after createAll' })
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images').catch(() => undefined)
    await bot.soon(() => bot.isDead)
    await bot.restart()

    await bot.soon(() => message.text.match(/not submitted\.\nYou were not charged\./g)?.length === 3)
    expect(bot.flux.stats.submissions).toBe(0)
    expect(await balance(bot)).toEqual({ units: 0, images: 0 })
  })

  test('a crash when one of its jobs is in the queue: that one is made, and the others are said to be not submitted', async () => {
    await using bot = await startBot(prices, { diesAt: 'after commit queued' })
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => bot.isDead)
    await bot.restart()

    await bot.soon(() => isGallery(message, 1))
    expect(message.text.match(/not submitted\.\nYou were not charged\./g)).toHaveLength(2)
    expect(bot.flux.stats.submissions).toBe(1)
    expect(await balance(bot)).toEqual({ units: 300, images: 1 })
  })

  test.each(['after commit running', 'before setDelivery', 'after setDelivery', 'before repeat', 'after repeat'])(
    'a crash %s: all its images come into its message, each paid once, also after its token has ended',
    async (diesAt) => {
      await using bot = await startBot({ ...prices, FLUXKIT_CONCURRENCY: '1' }, { diesAt })
      const { message } = await compare(bot)
      await bot.anna.click(message, 'Generate 3 images')
      await bot.soon(() => bot.isDead)
      await bot.clock.sleep(20 * minutesMs)
      await bot.restart()

      await bot.soon(() => isGallery(message))
      await bot.soon(async () => (await delivered(bot, message)) === 3)
      expect(galleries(bot).map(({ id }) => id)).toEqual([message.id])
      expect(bot.flux.stats.submissions).toBe(3)
      expect(await balance(bot)).toEqual({ units: 1200, images: 3 })
    },
  )

  test('a weekend off: one answer of its user submits all that waited', async () => {
    await using bot = await startBot({ ...prices, FLUXKIT_CONCURRENCY: '1' }, { paintingMs: minutesMs })
    const { message } = await compare(bot)
    await bot.anna.click(message, 'Generate 3 images')
    await bot.soon(() => message.text.includes('painting'))
    await bot.stopAll()
    await bot.clock.sleep(60 * 60 * minutesMs)
    await bot.reopen()
    await bot.soon(() => message.buttons.some(({ label }) => label === 'Discard'))
    expect(bot.flux.stats.submissions).toBe(1)

    await bot.anna.click(message, 'Generate')
    await bot.soon(() => isGallery(message))
    expect(bot.flux.stats.submissions).toBe(3)
  })
})

/** How many of its jobs have nothing to report any more. */
async function delivered(bot: TestBot, message: ShownMessage): Promise<number> {
  expect(message.deleted).toBe(false)
  const { jobs } = await bot.store.jobs.pageOf(bot.anna.id, { limit: 5 })
  return jobs.filter(({ delivery }) => delivery === 'delivered').length
}
