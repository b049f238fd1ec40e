import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import { jobIdOf, makeImage, withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

describe('the buttons under an image', () => {
  let bot: TestBot
  let image: ShownMessage
  beforeAll(async () => {
    bot = await startBot()
    image = await makeImage(bot)
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  test('Again makes another image for any member, at their own cost', async () => {
    const again = await withImages(await bot.bert.click(image, 'Again'))

    expect(jobIdOf(again)).not.toBe(jobIdOf(image))
    expect((await bot.store.jobs.get(jobIdOf(again)))?.place.userId).toBe(bot.bert.id)
  })

  test('Vary edits the image of its message', async () => {
    const varied = await withImages(await bot.anna.click(image, 'Vary'))

    const job = await bot.store.jobs.get(jobIdOf(varied))
    expect(job?.request).toMatchObject({ action: 'edit', model: 'flux-kontext-pro' })
    expect(job?.request.prompt).toContain('a red fox')
  })

  test('Edit asks for a prompt and sends the image by a fresh link', async () => {
    const modal = await bot.bert.click(image, 'Edit')
    expect(modal.modal.title).toBe('Edit an image')
    const edited = await withImages(await bot.bert.submitModal(modal, { text: 'make it\nnight' }))

    const job = await bot.store.jobs.get(jobIdOf(edited))
    expect(job?.request).toMatchObject({ action: 'edit', prompt: 'make it\nnight' })
    expect(job?.request.imageUrl).toContain('/attachments/')
  })

  test('Use prompt opens a modal with the prompt filled in', async () => {
    const modal = await bot.bert.click(image, 'Use prompt')

    expect(JSON.stringify(modal.modal.components)).toContain('a red fox')
    const made = await withImages(await bot.bert.submitModal(modal, { text: 'a blue fox' }))
    expect(made.text).toContain('> a blue fox')
  })

  test('Report posts to the moderators once reports are set up', async () => {
    expect((await bot.bert.click(image, 'Report')).message.text).toContain('aren’t set up')
    const reports = bot.guild.channel('reports')
    await bot.admin.slash(bot.channel, 'flux-admin reports', { channel: reports })

    const modal = await bot.bert.click(image, 'Report')
    const thanks = await bot.bert.submitModal(modal, { text: 'not *nice* @everyone' })

    expect(thanks.message.ephemeral).toBe(true)
    const replies = await reports.message((message) => message.text.includes('reported'))
    expect(replies.text).toContain(String.raw`not \*nice\* \@everyone`)
    expect(replies.pinged).toBe(false)
  })

  test('Delete works only for the owner and for moderators', async () => {
    expect((await bot.bert.click(image, 'Delete')).message.text).toContain('Only its owner or a moderator')

    const requested = await bot.admin.click(image, 'Delete')
    expect(requested.message.ephemeral).toBe(true)
    await bot.admin.click(requested.message, 'Delete')

    await image.until((message) => message.deleted)
    expect((await bot.store.jobs.get(jobIdOf(image)))?.images).toEqual([])
    // What it cost stays spent.
    expect((await bot.store.jobs.ledger(jobIdOf(image))).reduce((sum, row) => sum + row.units, 0)).toBe(300)
  })
})
