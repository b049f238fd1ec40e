import { describe, expect, test } from 'vitest'
import { withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

describe('the progress in one message', () => {
  test('shows the position in the queue, then the expected time, then the image', async () => {
    await using bot = await startBot({ FLUXKIT_CONCURRENCY: '1' }, { paintingMs: 6000 })
    const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
    await first.message.until((message) => message.text.includes('is painting'))
    const second = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'second' })

    await bot.soon(() => second.message.text.includes('⏳ In the queue, position 1.'))
    const painting = await bot.soon(() => second.message.text.includes('is painting') && second.message.text)
    expect(painting).toMatch(/🎨 FLUX\.1 dev is painting\. Expected <t:\d+:R>\./)
    await bot.soon(() => second.message.images.length > 0)

    expect(bot.channel.messages.map(({ id }) => id)).toEqual([first.message.id, second.message.id])
  })

  test('shows positions at most every five seconds, and only when they have changed', async () => {
    await using bot = await startBot(
      { FLUXKIT_CONCURRENCY: '1', FLUXKIT_USER_CONCURRENCY: '1' },
      { paintingMs: 60_000, discord: { rateLimits: 'off' } },
    )
    const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
    await first.message.until((message) => message.text.includes('is painting'))
    const waiting = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'waiting' })
    await bot.soon(() => waiting.message.text.includes('position 1'))
    const { revision } = waiting.message

    await bot.clock.advance(40_000)

    expect(waiting.message.revision).toBe(revision)
  })

  test('cancelling refunds a queued job; a running job is paid for, kept and counted', async () => {
    await using bot = await startBot({ FLUXKIT_CONCURRENCY: '1' }, { paintingMs: 4000 })
    const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
    await first.message.until((message) => message.text.includes('is painting'))
    const second = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'second' })

    const offered = await bot.anna.autocomplete(bot.channel, 'flux cancel', 'job')
    expect(offered.map(({ name }) => name)).toEqual(['second · FLUX.1 dev · now', 'first · FLUX.1 dev · now'])
    expect((await bot.anna.slash(bot.channel, 'flux status')).message.text).toMatch(
      /painting: first\n.*waiting: second/,
    )
    const replies = await bot.anna.slash(bot.channel, 'flux cancel', { job: second.interactionId })
    expect(replies.message.text).toContain('Cancelled. Nothing was charged.')
    await bot.anna.slash(bot.channel, 'flux cancel')
    await bot.soon(() => first.message.images.length > 0)

    const sum = async (id: string) => (await bot.store.jobs.ledger(id)).map(({ kind, units }) => [kind, units])
    expect(await sum(second.interactionId)).toEqual([
      ['reserve', 300],
      ['refund', -300],
    ])
    expect(await sum(first.interactionId)).toEqual([['reserve', 300]])
    expect((await bot.anna.slash(bot.channel, 'flux cancel')).message.text).toContain('You have nothing running')
    expect((await bot.anna.slash(bot.channel, 'flux usage')).message.text).toContain('Today: 1 image, $0.03')
  })
})

test('an image is downloaded at once, and is there when the service has long forgotten it', async () => {
  await using bot = await startBot()
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a lasting fox' })
  await bot.soon(() => reply.message.images.length > 0)
  bot.flux.reset()

  const shown = await bot.anna.slash(bot.channel, 'flux show')

  const message = await withImages(shown)
  expect(message.images[0]?.file?.bytes).toEqual(reply.message.images[0]?.file?.bytes)
})

test('an image that cannot be downloaded is a link, and is paid for', async () => {
  await using bot = await startBot()
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fleeting fox [sim:image-404]' })

  await bot.soon(() => reply.message.text.includes('couldn’t be downloaded: [open it while the link lasts](http'))

  expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(300)
})

test('an image that could not be downloaded is shown and kept by /flux show as soon as it can be', async () => {
  await using bot = await startBot()
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a patient fox' })
  bot.flux.faults.add({ kind: 'image-404', times: 20 })
  await bot.soon(() => reply.message.text.includes('couldn’t be downloaded'))
  bot.flux.faults.clear()

  const shown = await bot.anna.slash(bot.channel, 'flux show', {})
  await bot.soon(() => shown.message.images.length === 1)

  expect((await bot.store.jobs.get(reply.interactionId))?.images[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
})
