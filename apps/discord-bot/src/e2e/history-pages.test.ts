import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobIdOf, makeImage } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'
import { facts, putJob } from '../test/put-job.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none' })
  // 20 foxes among 30 images.
  for (let index = 0; index < 30; index++) {
    const id = String(1000 + index)
    const prompt = index % 3 === 2 ? `cat ${index}` : `fox: "${index}"`
    const place = { guildId: bot.guild.id, channelId: bot.channel.id, userId: bot.anna.id }
    await putJob(bot.store, { id, createdMs: 1000 + index, request: { prompt }, place }, facts.done(id))
    await bot.store.deliveries.setDelivery(id, 'result', 'delivered', 'me')
  }
})
afterAll(() => bot[Symbol.asyncDispose]())

const foxes = (text: string): string[] => [...text.matchAll(/fox\\: "(\d+)"/g)].map(([, number]) => number ?? '')

test('a search has pages in both directions and keeps its words', async () => {
  const query = 'fox: "'
  const page = await bot.anna.slash(bot.channel, 'flux history', { prompt: query })
  const shows = (...numbers: string[]): Promise<unknown> =>
    bot.soon(() => foxes(page.message.text).join(' ') === numbers.join(' '))
  await shows('28', '27', '25', '24', '22', '21', '19', '18')

  await bot.anna.click(page.message, 'Next')
  await shows('16', '15', '13', '12', '10', '9', '7', '6')
  await bot.anna.click(page.message, 'Next')
  await shows('4', '3', '1', '0')
  expect(page.message.buttons.find(({ label }) => label === 'Next')?.disabled).toBe(true)

  await bot.anna.click(page.message, 'Previous')
  await shows('16', '15', '13', '12', '10', '9', '7', '6')
  expect(page.message.text).not.toContain('cat')
})

test('the longest search fits into the buttons', async () => {
  const reply = await bot.anna.slash(bot.channel, 'flux history', { prompt: '狐'.repeat(64) })

  expect(await bot.soon(() => reply.message.text.includes('None of your images has'))).toBe(true)
})

test('a search without results does not say that there are no images', async () => {
  const none = await bot.anna.slash(bot.channel, 'flux history', { prompt: 'walrus' })
  expect(await bot.soon(() => none.message.text || undefined)).toBe('None of your images has “walrus” in its prompt.')
  const empty = await bot.bert.slash(bot.channel, 'flux history')
  expect(await bot.soon(() => empty.message.text || undefined)).toContain('No images yet.')
})

test('each entry shows its image, its time and its state; costs where an admin shows them', async () => {
  await using own = await startBot({}, { clock: bot.clock })
  const place = { guildId: own.guild.id, channelId: own.channel.id, userId: own.anna.id }
  await putJob(own.store, { id: '7', createdMs: 1_000, place, request: { prompt: 'a failed fox' } }, facts.failed())
  await putJob(own.store, { id: '8', createdMs: 2_000, place, request: { prompt: 'not wanted' } }, facts.cancelled())
  await makeImage(own, { prompt: 'a purple walrus', count: 2, spoiler: true })
  const page = await own.anna.slash(own.channel, 'flux history')
  await own.soon(() => page.message.images.length === 1)

  expect(page.message.ephemeral).toBe(true)
  expect(page.message.images[0]).toMatchObject({ spoiler: true, file: { contentType: 'image/webp' } })
  expect(page.message.text).toMatch(/a purple walrus\n-# <t:\d+:R> · 2 images · FLUX\.1 dev$/m)
  expect(page.message.text).toContain('not wanted\n-# <t:2:R> · cancelled · FLUX.1 dev')
  expect(page.message.text).toContain('a failed fox\n-# <t:1:R> · failed · FLUX.1 dev')
  expect(page.message.selects[0]?.options.map(({ label }) => label)).toEqual(['a purple walrus · FLUX.1 dev · now'])

  await own.admin.slash(own.channel, 'flux-admin costs', { on: true })
  const withCosts = await own.anna.slash(own.channel, 'flux history')
  await own.soon(() => withCosts.message.images.length === 1)
  expect(withCosts.message.text).toContain('2 images · FLUX.1 dev · $0.06')
})

test('a page of the longest prompts, each with an image, is within the limits of a message', async () => {
  await using own = await startBot({ FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none' }, { clock: bot.clock })
  const { images } = (await own.store.jobs.get(jobIdOf(await makeImage(own))))!
  const kept = { kept: images[0]!.hash, extension: images[0]!.extension }
  const place = { guildId: own.guild.id, channelId: own.channel.id, userId: own.anna.id }
  for (let id = 1; id <= 9; id++) {
    const done = facts.done(String(id))
    const job = { ...done, images: done.images!.map((image) => ({ ...image, ...kept })) } as typeof done
    await putJob(own.store, { id: String(id), place, request: { prompt: '*_'.repeat(2_000) } }, job)
  }
  const page = await own.anna.slash(own.channel, 'flux history')
  await own.soon(() => page.message.images.length === 8)

  expect(page.message.text.length).toBeLessThanOrEqual(4_000)
  await own.anna.click(page.message, 'Next')
  await own.soon(() => page.message.images.length === 2)
})
