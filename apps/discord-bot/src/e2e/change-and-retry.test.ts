import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobIdOf, makeImage } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot[Symbol.asyncDispose]())

describe('Edit and retry', () => {
  test('changes a refused size and keeps the other options', async () => {
    const options = { prompt: 'a red fox', size: '1000x1000', count: 2, spoiler: true }
    const refused = await bot.anna.slash(bot.channel, 'flux generate', options)
    const modal = await bot.anna.click(refused.message, 'Edit and retry')
    const made = await bot.anna.submitModal(modal, { size: '1024x768' })

    await bot.soon(() => made.message.images.length === 2)
    expect((await bot.store.jobs.get(jobIdOf(made.message)))?.request).toMatchObject({
      prompt: 'a red fox',
      model: 'flux-dev',
      size: '1024x768',
      count: 2,
      spoiler: true,
    })
  })

  test('changes the model and the number of images', async () => {
    const refused = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox', size: '4:5', count: 4 })
    const modal = await bot.anna.click(refused.message, 'Edit and retry')
    const made = await bot.anna.submitModal(modal, { model: 'flux-pro-1.1-ultra', count: '1' })

    await bot.soon(() => made.message.images.length === 1)
    expect(made.message.text).toContain('FLUX')
    expect((await bot.store.jobs.get(jobIdOf(made.message)))?.request).toMatchObject({
      model: 'flux-pro-1.1-ultra',
      size: '4:5',
      count: 1,
    })
  })

  test.each([
    [{ model: 'flux-9' }, 'There is no model “flux-9”'],
    [{ size: '', model: 'flux-kontext-pro', count: 'many' }, 'At most 4 images'],
    [{ size: 'huge' }, 'The nearest: 1024x1024'],
  ])('refuses wrong input again: %j', async (fields, message) => {
    const refused = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox', size: '1000x1000' })
    const modal = await bot.anna.click(refused.message, 'Edit and retry')

    expect((await bot.anna.submitModal(modal, fields)).message.text).toContain(message)
  })

  test('treats text in the number field as a number that is too high, and refuses it again', async () => {
    const refused = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox', size: '1000x1000' })
    const modal = await bot.anna.click(refused.message, 'Edit and retry')
    const again = await bot.anna.submitModal(modal, { size: '', count: 'many' })
    const second = await bot.anna.click(again.message, 'Edit and retry')

    expect(JSON.stringify(second.modal.components)).not.toContain('null')
    expect((await bot.anna.submitModal(second, { count: '' })).message.text).toContain('At most 4 images')
  })

  test('refuses a model that cannot edit instead of replacing it', async () => {
    const url = 'https://images.example.com/a.png'
    const refused = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'night', url, size: '1:7' })
    const modal = await bot.anna.click(refused.message, 'Edit and retry')

    const again = await bot.anna.submitModal(modal, { model: 'flux-pro-1.1', size: '' })
    expect(again.message.text).toContain('flux-pro-1.1 can’t edit images')
  })
})

describe('Vary', () => {
  test('keeps the prompt and the shape of the image, and labels the result as a variation', async () => {
    const image = await makeImage(bot, { prompt: 'a blue fox', size: '1024x576' })
    const varied = await bot.bert.click(image, 'Vary')
    await bot.soon(() => varied.message.buttons.some(({ label }) => label === 'Again'))

    expect(varied.message.text).toContain('> a blue fox')
    expect(varied.message.text).toContain('variation · 16:9 landscape')
    expect(bot.flux.tasks.at(0)?.prompt).toContain('It shows: a blue fox')
    expect((await bot.store.jobs.get(jobIdOf(varied.message)))?.request).toMatchObject({
      action: 'edit',
      prompt: 'a blue fox',
      imageSize: { width: 64, height: 36 },
      sentSize: '16:9',
    })
  })

  test('a variation of a variation does not repeat its instructions, and its prompt makes a new image', async () => {
    const image = await makeImage(bot, { prompt: 'a green fox' })
    const first = await bot.bert.click(image, 'Vary')
    await bot.soon(() => first.message.buttons.some(({ label }) => label === 'Again'))
    const second = await bot.bert.click(first.message, 'Vary')
    await bot.soon(() => second.message.buttons.some(({ label }) => label === 'Again'))
    const requested = bot.flux.tasks.map(({ prompt }) => prompt).filter((prompt) => prompt.includes('green'))
    const counts = requested.map((prompt) => prompt.split('variation').length - 1)
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1, 1])

    const modal = await bot.bert.click(second.message, 'Use prompt')
    expect(modal.modal.title).toBe('Generate an image')
    const made = await bot.bert.submitModal(modal, {})
    await bot.soon(() => made.message.images.length === 1)
    expect((await bot.store.jobs.get(jobIdOf(made.message)))?.request.action).toBe('generate')
  })
})

test('a report whose channel is gone is not confirmed', async () => {
  const reports = bot.guild.channel('reports')
  await bot.admin.slash(bot.channel, 'flux-admin reports', { channel: reports })
  const image = await makeImage(bot, { prompt: 'a bad fox' })
  reports.delete()

  const modal = await bot.bert.click(image, 'Report')
  const answer = await bot.bert.submitModal(modal, { text: 'not nice' })

  expect(answer.message.text).toContain('Please contact a moderator yourself.')
})

test('once the expected time has passed, the progress says that it takes longer', async () => {
  await using slow = await startBot({}, { clock: bot.clock, paintingMs: 100_000 })
  const reply = await slow.anna.slash(slow.channel, 'flux generate', { prompt: 'a slow fox' })
  await slow.soon(() => reply.message.text.includes('is painting. Expected'))

  await slow.soon(() => reply.message.text.includes('It takes longer than usual.'))

  await slow.soon(() => reply.message.images.length === 1)
  expect(reply.message.text).not.toContain('longer than usual')
})
