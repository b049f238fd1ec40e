import { describe, expect, test } from 'vitest'
import { jobIdOf, makeImage, withImages } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
const postRoute = '/channels/{channel_id}/messages'

describe('a paid image is never lost', () => {
  test('when the interaction can no longer be answered, the image goes to the channel with a mention', async () => {
    await using bot = await startBot()
    // The first edit shows the progress.
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', times: 9 })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })

    const posted = await bot.channel.message((message) => message.images.length > 0)
    expect(posted.text).toContain(`<@${bot.anna.id}>, your image is ready.`)
    expect(posted.pings.userIds).toEqual([bot.anna.id])
    expect(posted.id).not.toBe(reply.message.id)
  })

  test('when the channel refuses it too, the image is a direct message, and without that it is kept for /flux show', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: postRoute })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })

    const direct = await bot.anna.message(bot.discord.world.directChannel(bot.anna), (one) => one.images.length > 0)
    expect(direct.text).toContain('your image is ready')

    bot.anna.acceptDirectMessages(false)
    bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: postRoute })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a second fox' })
    await bot.soon(() => bot.logged.join('').includes('no message could be delivered'))

    bot.discord.faults.clear()
    const shown = await bot.anna.slash(bot.channel, 'flux show')
    expect((await withImages(shown)).text).toContain('a second fox')
    expect(shown.message.ephemeral).toBe(true)
  })

  test('when Discord calls the image too large, it is made smaller', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 40_005, method: 'PATCH', route: editRoute, skip: 1, times: 1 })

    expect((await makeImage(bot)).images).toHaveLength(1)
  })

  test('when AutoMod refuses the prompt, the image comes without it', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 200_000, method: 'PATCH', route: editRoute, skip: 1, times: 1 })

    const image = await makeImage(bot, { prompt: 'a forbidden fox' })
    expect(image.text).not.toContain('forbidden')
    expect(image.images[0]?.alt).toBeNull()
  })

  test('when Discord answers 5xx after it has posted, discord.js posts again and there is one message', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ kind: 'server-error', effect: 'after', method: 'POST', route: postRoute })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })

    const posted = await bot.channel.message((message) => message.images.length > 0)
    await bot.soon(() => bot.logged.join('').includes('"delivered"'))
    expect(bot.channel.messages.filter((message) => message.images.length > 0)).toHaveLength(1)
    expect((await bot.store.jobs.get(jobIdOf(posted)))?.messageId).toBe(posted.id)
  })

  test('when the bot is restarted while an image is being made, the next process delivers it once', async () => {
    await using bot = await startBot()
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await reply.message.until((message) => message.text.includes('is painting'))

    await bot.restart()

    const done = await withImages(reply)
    expect(done.images).toHaveLength(1)
    expect(bot.flux.tasks).toHaveLength(1)
    expect((await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])).toEqual([['reserve', 300]])
  })
})
