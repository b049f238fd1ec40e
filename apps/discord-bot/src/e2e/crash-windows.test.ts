import { describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

// Where crash.slow.test.ts kills real processes, the bot dies in this one: at the moment that matters, and in no time.

/** Longer than Discord remembers a nonce. */
const nonceForgottenMs = 6 * 60_000
const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
const books = async (bot: TestBot) => (await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])
const posts = (bot: TestBot) => bot.channel.messages.filter(({ images }) => images.length > 0).map(({ id }) => id)

describe('the bot dies where two writes belong together', () => {
  test('after a post and before its note, and comes back when Discord has forgotten the nonce: there is one post', async () => {
    await using bot = await startBot({}, { diesAt: 'before setDelivery' })
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: editRoute, times: 99 })
    const { interactionId } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => bot.isDead)
    const posted = posts(bot)
    expect(posted).toHaveLength(1)

    await bot.clock.sleep(nonceForgottenMs)
    await bot.restart()
    await bot.soon(async () => (await bot.store.jobs.get(interactionId))?.delivery === 'delivered')

    expect((await bot.store.jobs.get(interactionId))?.messageId).toBe(posted[0])
    expect(posts(bot)).toEqual(posted)
  })

  test('after the first answer and before the queue: the answer says that nothing was submitted, and keeps the prompt', async () => {
    await using bot = await startBot({}, { diesAt: 'before commit queued' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox' })
    expect(bot.isDead).toBe(true)
    expect(reply.message.text).toContain('In the queue')

    await bot.restart()
    await bot.soon(() => reply.message.text.includes('The bot was restarted before it accepted your request.'))

    expect(reply.message.text).toContain('You were not charged.')
    expect(bot.flux.tasks).toEqual([])
    expect(await books(bot)).toEqual([
      ['reserve', 300],
      ['refund', -300],
    ])
    const modal = await bot.anna.click(reply.message, 'Edit and retry')
    const made = await bot.anna.submitModal(modal, {})
    await bot.soon(() => made.message.images.length === 1)
    expect(bot.flux.tasks.map(({ prompt }) => prompt)).toEqual(['a red fox'])
  })

  test('after the job was written and before its first answer: Discord has said so, and nothing is charged', async () => {
    await using bot = await startBot({}, { diesAt: 'after create' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox' })
    expect(bot.isDead).toBe(true)
    expect(reply.state).toBe('failed')

    await bot.restart()
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.state === 'withdrawn')

    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
    expect(bot.flux.tasks).toEqual([])
    expect(bot.channel.messages).toEqual([])
  })
})
