import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import { jobIdOf, makePicture, withPictures } from '../test/make-picture.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

describe('the buttons under an image', () => {
  let bot: TestBot
  let picture: ShownMessage
  beforeAll(async () => {
    bot = await startBot()
    picture = await makePicture(bot)
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  test('Again makes another image for any member, at their own cost', async () => {
    const again = await withPictures(await bot.bert.click(picture, 'Again'))

    expect(jobIdOf(again)).not.toBe(jobIdOf(picture))
    expect((await bot.store.jobs.get(jobIdOf(again)))?.place.userId).toBe(bot.bert.id)
  })

  test('Vary edits the image of its message', async () => {
    const varied = await withPictures(await bot.anna.click(picture, 'Vary'))

    const job = await bot.store.jobs.get(jobIdOf(varied))
    expect(job?.request).toMatchObject({ action: 'edit', model: 'flux-kontext-pro' })
    expect(job?.request.prompt).toContain('a red fox')
  })

  test('Edit asks for a prompt and sends the image by a fresh link', async () => {
    const modal = await bot.bert.click(picture, 'Edit')
    expect(modal.modal.title).toBe('Edit an image')
    const edited = await withPictures(await bot.bert.submitModal(modal, { text: 'make it\nnight' }))

    const job = await bot.store.jobs.get(jobIdOf(edited))
    expect(job?.request).toMatchObject({ action: 'edit', prompt: 'make it\nnight' })
    expect(job?.request.imageUrl).toContain('/attachments/')
  })

  test('Use prompt opens a modal with the prompt filled in', async () => {
    const modal = await bot.bert.click(picture, 'Use prompt')

    expect(JSON.stringify(modal.modal.components)).toContain('a red fox')
    const made = await withPictures(await bot.bert.submitModal(modal, { text: 'a blue fox' }))
    expect(made.text).toContain('> a blue fox')
  })

  test('Report posts to the moderators once reports are set up', async () => {
    expect((await bot.bert.click(picture, 'Report')).message.text).toContain('aren’t set up')
    const reports = bot.guild.channel('reports')
    await bot.admin.slash(bot.channel, 'flux-admin reports', { channel: reports })

    const modal = await bot.bert.click(picture, 'Report')
    const thanks = await bot.bert.submitModal(modal, { text: 'not *nice* @everyone' })

    expect(thanks.message.ephemeral).toBe(true)
    const told = await reports.message((message) => message.text.includes('reported'))
    expect(told.text).toContain(String.raw`not \*nice\* \@everyone`)
    expect(told.pinged).toBe(false)
  })

  test('Delete works only for the owner and for moderators', async () => {
    expect((await bot.bert.click(picture, 'Delete')).message.text).toContain('Only its owner or a moderator')

    const asked = await bot.admin.click(picture, 'Delete')
    expect(asked.message.ephemeral).toBe(true)
    await bot.admin.click(asked.message, 'Delete')

    await picture.until((message) => message.deleted)
    expect((await bot.store.jobs.get(jobIdOf(picture)))?.pictures).toEqual([])
    // What it cost stays spent.
    expect((await bot.store.jobs.ledger(jobIdOf(picture))).reduce((sum, row) => sum + row.units, 0)).toBe(300)
  })
})
