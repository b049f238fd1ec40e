import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// The first answer shows "In the queue" with a button to cancel: whatever happens, that message must not say so forever.

const callbackRoute = '/interactions/{interaction_id}/{interaction_token}/callback'
const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
const generate = (bot: TestBot) => bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox' })
const waiting = (bot: TestBot): string[] =>
  bot.channel.messages.filter(({ text }) => text.includes('In the queue')).map(({ id }) => id)
const minutesMs = 60_000

describe('a first answer', () => {
  test.each([
    ['the connection ends', { kind: 'drop', effect: 'after' }],
    ['Discord answers 502', { kind: 'server-error', status: 502, effect: 'after' }],
  ] as const)('that arrived although %s is taken for given: one job, one message', async (_, fault) => {
    await using bot = await startBot()
    bot.discord.faults.add({ ...fault, method: 'POST', route: callbackRoute })
    const reply = await generate(bot)

    await bot.soon(() => hasImage(reply.message))

    expect(bot.flux.stats.submissions).toBe(1)
    expect(reply.followUps).toEqual([])
    expect((await bot.store.jobs.get(reply.interactionId))?.messageId).toBe(reply.message.id)
  })

  test.each([
    ['the connection ends', { kind: 'drop', effect: 'before' }],
    ['Discord answers 502', { kind: 'server-error', status: 502, effect: 'before' }],
  ] as const)('that did not arrive because %s is given again', async (_, fault) => {
    await using bot = await startBot()
    bot.discord.faults.add({ ...fault, method: 'POST', route: callbackRoute, times: 2 })
    const reply = await generate(bot)

    await bot.soon(() => hasImage(reply.message))

    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('of which nobody learns whether it arrived submits nothing, and is replaced as soon as Discord answers', async () => {
    await using bot = await startBot()
    bot.discord.faults.add({ kind: 'drop', effect: 'after', method: 'POST', route: callbackRoute })
    bot.discord.faults.add({ kind: 'server-error', status: 503, method: 'POST', route: callbackRoute, times: 20 })
    bot.discord.faults.add({ kind: 'server-error', status: 503, method: 'PATCH', route: editRoute, times: 4 })
    await generate(bot)
    expect(waiting(bot)).toHaveLength(1)

    await bot.soon(() => waiting(bot).length === 0)

    expect(bot.flux.stats.submissions).toBe(0)
    expect(bot.channel.messages.at(-1)?.text).toContain('Nothing was requested; your prompt is kept below.')
    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
  })

  test('notes its message at once, before anything is submitted', async () => {
    await using bot = await startBot({}, { diesAt: 'before commit submitting' })
    const reply = await generate(bot)
    await bot.soon(() => bot.isDead)

    expect((await bot.store.jobs.get(reply.interactionId))?.messageId).toBe(reply.message.id)
  })
})

describe('the message of the first answer, when the bot comes back after the token of the interaction has ended', () => {
  test('and the job was never taken, so nobody had noted the message: it is found in the channel and replaced', async () => {
    await using bot = await startBot({}, { diesAt: 'before commit queued' })
    const reply = await generate(bot)
    await bot.clock.sleep(20 * minutesMs)
    expect(waiting(bot)).toEqual([reply.message.id])
    await bot.restart()

    await bot.soon(() => waiting(bot).length === 0)

    expect(reply.message.text).toContain('Nothing was requested; your prompt is kept below.')
    expect(bot.flux.stats.submissions).toBe(0)
  })

  test('and the job waited for its turn: the image is posted, and the message is removed', async () => {
    await using bot = await startBot({}, { diesAt: 'after commit queued' })
    const reply = await generate(bot)
    await bot.clock.sleep(20 * minutesMs)
    await bot.restart()

    await bot.soon(() => bot.channel.messages.some(hasImage))
    await bot.soon(() => waiting(bot).length === 0)

    expect(reply.message.deleted).toBe(true)
    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('and the submission failed: the failure is posted, and the message is removed', async () => {
    await using bot = await startBot({}, { diesAt: 'after commit queued' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox [sim:task-fails]' })
    await bot.clock.sleep(20 * minutesMs)
    await bot.restart()

    await bot.soon(() => bot.channel.messages.some(({ text }) => text.includes('couldn’t be made')))
    await bot.soon(() => waiting(bot).length === 0)

    expect(reply.message.deleted).toBe(true)
  })

  test('in direct messages: the image comes, and the message is removed', async () => {
    await using bot = await startBot({}, { diesAt: 'after commit queued' })
    const direct = bot.discord.world.directChannel(bot.anna)
    const reply = await bot.anna.slash(direct, 'flux generate', { prompt: 'a red fox' })
    await bot.clock.sleep(20 * minutesMs)
    await bot.restart()

    await bot.soon(() => bot.anna.messages(direct).some(hasImage))
    await bot.soon(() => reply.message.deleted)
    expect(bot.flux.stats.submissions).toBe(1)
  })
})
