import { describe, expect, test } from 'vitest'
import { makeImage } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
const postRoute = '/channels/{channel_id}/messages'
/** Longer than Discord remembers a nonce. */
const nonceForgottenMs = 6 * 60_000
const quarterHourMs = 15 * 60_000

/** Sent and arrived, but the connection breaks: the bot cannot know. */
const arrivesUnknown = { kind: 'drop', effect: 'after' } as const

const lines = (bot: TestBot, message: string): number =>
  bot.logged.filter((line) => line.includes(`"msg":"${message}"`)).length
const images = (bot: TestBot): number => bot.channel.messages.filter((one) => one.images.length > 0).length
const job = async (bot: TestBot, id: string) => bot.store.jobs.get(id)

describe('when it is unknown whether a result has arrived and Discord has forgotten the nonce', () => {
  test('a result in the channel is found and not posted again', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ ...arrivesUnknown, method: 'POST', route: postRoute })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => lines(bot, 'a message was not taken') === 2)

    await bot.clock.sleep(nonceForgottenMs)
    await bot.soon(() => lines(bot, 'delivered') === 1)

    expect(images(bot)).toBe(1)
    const posted = bot.channel.messages.find((one) => one.images.length > 0)
    expect(await job(bot, reply.interactionId)).toMatchObject({ delivery: 'delivered', messageId: posted?.id })
  })

  test('a result that has not arrived is posted', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ ...arrivesUnknown, effect: 'before', method: 'POST', route: postRoute })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => lines(bot, 'a message was not taken') === 2)

    await bot.clock.sleep(nonceForgottenMs)
    await bot.soon(() => lines(bot, 'delivered') === 1)

    expect(images(bot)).toBe(1)
  })

  test('a result in the answer, whose token has expired, is found and not posted again', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ ...arrivesUnknown, method: 'PATCH', route: editRoute, skip: 1 })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => lines(bot, 'a message was not taken') === 1)

    await bot.clock.sleep(quarterHourMs)
    await bot.soon(() => lines(bot, 'delivered') === 1)

    expect(bot.channel.messages.map(({ id }) => id)).toEqual([reply.message.id])
    expect(await job(bot, reply.interactionId)).toMatchObject({ delivery: 'delivered', messageId: reply.message.id })
  })

  test('a result in a direct message is found and not sent again', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: postRoute })
    bot.discord.faults.add({ ...arrivesUnknown, method: 'POST', route: postRoute })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => lines(bot, 'a message was not taken') === 3)

    await bot.clock.sleep(nonceForgottenMs)
    await bot.soon(() => lines(bot, 'delivered') === 1)

    const direct = bot.anna.messages(bot.discord.world.directChannel(bot.anna))
    expect(direct.filter((one) => one.images.length > 0)).toHaveLength(1)
    expect(images(bot)).toBe(0)
  })

  test('a result behind hundreds of other messages is found', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ ...arrivesUnknown, method: 'POST', route: postRoute })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    for (let index = 0; index < 250; index++) bot.bert.post(bot.channel, `chat ${index}`)
    await bot.soon(() => lines(bot, 'a message was not taken') === 2)

    await bot.clock.sleep(nonceForgottenMs)
    await bot.soon(() => lines(bot, 'delivered') === 1)

    expect(images(bot)).toBe(1)
    expect((await job(bot, reply.interactionId))?.delivery).toBe('delivered')
  })

  test('where the bot may not read, it says so, keeps the image and posts nothing twice', async () => {
    await using bot = await startBot()
    bot.channel.denyBot('ReadMessageHistory')
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
    bot.discord.faults.add({ ...arrivesUnknown, method: 'POST', route: postRoute })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => lines(bot, 'a message was not taken') === 2)

    await bot.clock.sleep(nonceForgottenMs)
    const notice = await bot.soon(() => bot.channel.messages.find(({ text }) => text.includes('can’t see whether')))

    expect(notice.text).toContain('`/flux show` shows it to you.')
    expect(notice.pings.userIds).toEqual([bot.anna.id])
    expect(images(bot)).toBe(1)
    await bot.soon(async () => (await job(bot, reply.interactionId))?.delivery === 'kept')
    bot.discord.faults.clear()
    const shown = await bot.anna.slash(bot.channel, 'flux show')
    await bot.soon(() => shown.message.images.length === 1)
  })

  test('for a private answer, a direct message says that the image is kept', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ ...arrivesUnknown, method: 'PATCH', route: editRoute, skip: 1 })
    await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a secret fox', private: true })
    await bot.soon(() => lines(bot, 'a message was not taken') === 1)

    await bot.clock.sleep(quarterHourMs)
    const direct = bot.discord.world.directChannel(bot.anna)
    const notice = await bot.soon(() => bot.anna.messages(direct)[0])

    expect(notice.text).toContain('can’t see whether')
    expect(notice.images).toEqual([])
    expect(bot.channel.messages).toEqual([])
  })
})

test('an image that a callback brings later is not mistaken for the message about the failure', async () => {
  const env = { FLUXKIT_PUBLIC_URL: 'http://127.0.0.1:18791', FLUXKIT_PORT: '18791' }
  await using bot = await startBot(env, { paintingMs: 20_000 })
  bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 9 })
  bot.discord.faults.add({ kind: 'drop', effect: 'before', method: 'POST', route: postRoute, skip: 1 })

  await bot.anna.slash(bot.channel, 'flux generate', {
    prompt: 'a fox [sim:reset-after] [sim:error operation=poll code=bad_request times=1]',
  })
  await bot.soon(() => bot.channel.messages.find(({ text }) => text.includes('don’t know whether')))
  await bot.soon(() => lines(bot, 'delivered') === 2)

  expect(images(bot)).toBe(1)
})

test('a result that arrives is not looked up', async () => {
  await using bot = await startBot()
  await makeImage(bot)
  await bot.soon(() => lines(bot, 'delivered') === 1)

  expect(bot.discord.requests.filter(({ method, route }) => method === 'GET' && route === postRoute)).toEqual([])
})

test('a result in a separate message replaces the progress', async () => {
  await using bot = await startBot()
  bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, skip: 1, times: 9 })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a patient fox' })

  await bot.soon(() => lines(bot, 'delivered') === 1)
  await bot.soon(() => reply.message.deleted)

  expect(bot.channel.messages.map((message) => message.images.length)).toEqual([1])
})

test('an outcome that became known before Discord took the notice about it is never reported as unknown', async () => {
  await using bot = await startBot({}, { paintingMs: 120_000 })
  bot.flux.faults.add({ kind: '500', operation: 'poll', times: 9 })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox [sim:reset-after]' })
  bot.discord.faults.add({ kind: 'server-error', status: 503, method: 'PATCH', route: editRoute, times: 99 })
  await bot.soon(async () => (await job(bot, reply.interactionId))?.notice === 'unknown')
  bot.flux.faults.clear()
  await bot.soon(async () => (await job(bot, reply.interactionId))?.state === 'running')
  bot.discord.faults.clear()

  await bot.soon(() => {
    expect(reply.message.text).not.toMatch(/don’t know whether|couldn’t be made/)
    return reply.message.images.length > 0
  })
})
