import { describe, expect, test } from 'vitest'
import { jobIdOf, makeImage, withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

describe('Vary and Edit on a result with several images', () => {
  test.each([{}, { private: true }])(
    'Vary asks which one, also for an old message after a restart, and varies that (%j)',
    async (options) => {
      await using bot = await startBot()
      const old = await makeImage(bot, { count: 3, ...options })
      await bot.restart()
      const choice = await bot.anna.click(old, 'Vary')
      expect(choice.message.ephemeral).toBe(true)
      expect(choice.message.images).toHaveLength(3)
      await bot.restart()
      const varied = await withImages(await bot.anna.select(choice.message, choice.message.selects[0]!.customId, ['1']))

      expect((await bot.store.jobs.get(jobIdOf(varied)))?.request.imageUrl).toContain(old.images[1]!.file!.filename)
      expect(varied.text).toContain('variation')
      expect(varied.ephemeral).toBe('private' in options)
    },
  )

  test('Edit asks which one, also for an old message after a restart, and edits that', async () => {
    await using bot = await startBot()
    const old = await makeImage(bot, { count: 2 })
    await bot.restart()
    const choice = await bot.bert.click(old, 'Edit')
    await bot.restart()
    const modal = await bot.bert.select(choice.message, choice.message.selects[0]!.customId, ['1'])
    const edited = await withImages(await bot.bert.submitModal(modal, { text: 'at night' }))

    expect((await bot.store.jobs.get(jobIdOf(edited)))?.request.imageUrl).toContain(old.images[1]!.file!.filename)
  })

  test('a single image is varied at once', async () => {
    await using bot = await startBot()
    await withImages(await bot.anna.click(await makeImage(bot), 'Vary'))
    expect(bot.flux.stats.accepted).toBe(2)
  })
})

describe('a result', () => {
  test('names who asked, without a ping, and links what it was made from', async () => {
    await using bot = await startBot()
    const first = await makeImage(bot, { prompt: 'a [red] fox' })
    expect(first.text).toContain(`by <@${bot.anna.id}>`)
    expect(first.text).not.toContain('↳')

    const link = `(https://discord.com/channels/${bot.guild.id}/${bot.channel.id}/${first.id})`
    const again = await withImages(await bot.bert.click(first, 'Again'))
    expect(again.text).toContain(`by <@${bot.bert.id}>`)
    expect(again.text).toContain(`↳ Another take on [a \\[red\\] fox]${link}`)
    expect(again.pinged).toBe(false)
    expect((await withImages(await bot.bert.click(first, 'Vary'))).text).toContain(
      `↳ Variation of [a \\[red\\] fox]${link}`,
    )
    const modal = await bot.bert.click(first, 'Edit')
    const edited = await withImages(await bot.bert.submitModal(modal, { text: 'at night' }))
    expect(edited.text).toContain(`↳ Edit of [a \\[red\\] fox]${link}`)
  })

  test('has the link in the language of its user', async () => {
    await using bot = await startBot()
    bot.bert.setLocale('de')
    const again = await withImages(await bot.bert.click(await makeImage(bot), 'Again'))
    expect(again.text).toContain('↳ Noch einmal nach [')
  })

  test('says that what it was made from was deleted', async () => {
    await using bot = await startBot()
    const first = await makeImage(bot)
    const again = await bot.bert.click(first, 'Again')
    await bot.anna.click((await bot.anna.click(first, 'Delete')).message, 'Delete')
    await withImages(again)

    expect(again.message.text).toContain('↳ Another take on a deleted image')
    expect(again.message.text).not.toContain('discord.com/channels')
  })

  test('only names what nobody else can open: a private result', async () => {
    await using bot = await startBot()
    const secret = await makeImage(bot, { private: true, prompt: 'a secret' })
    const again = await withImages(await bot.anna.click(secret, 'Again'))

    expect(again.ephemeral).toBe(true)
    expect(again.text).toContain('↳ Another take on “a secret”')
    expect(again.text).not.toContain('discord.com/channels')
  })

  test('of a prompt that was used again has no parent', async () => {
    await using bot = await startBot()
    const again = await withImages(await bot.bert.click(await makeImage(bot), 'Again'))
    const made = await withImages(await bot.bert.submitModal(await bot.bert.click(again, 'Use prompt'), {}))

    expect(made.text).not.toContain('↳')
  })
})
