import { afterAll, beforeAll, expect, test } from 'vitest'
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
  expect(foxes(page.message.text)).toEqual(['28', '27', '25', '24', '22', '21', '19', '18'])

  await bot.anna.click(page.message, 'Next')
  expect(foxes(page.message.text)).toEqual(['16', '15', '13', '12', '10', '9', '7', '6'])
  await bot.anna.click(page.message, 'Next')
  expect(foxes(page.message.text)).toEqual(['4', '3', '1', '0'])
  expect(page.message.buttons.find(({ label }) => label === 'Next')?.disabled).toBe(true)

  await bot.anna.click(page.message, 'Previous')
  expect(foxes(page.message.text)).toEqual(['16', '15', '13', '12', '10', '9', '7', '6'])
  expect(page.message.text).not.toContain('cat')
})

test('the longest search fits into the buttons', async () => {
  const reply = await bot.anna.slash(bot.channel, 'flux history', { prompt: '狐'.repeat(64) })

  expect(reply.message.text).toContain('None of your images has')
})

test('a search without results does not say that there are no images', async () => {
  expect((await bot.anna.slash(bot.channel, 'flux history', { prompt: 'walrus' })).message.text).toBe(
    'None of your images has “walrus” in its prompt.',
  )
  expect((await bot.bert.slash(bot.channel, 'flux history')).message.text).toContain('No images yet.')
})
