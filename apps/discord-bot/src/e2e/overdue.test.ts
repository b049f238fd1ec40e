import { describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

const hourMs = 3_600_000
const job = (bot: TestBot, id: string) => bot.store.jobs.get(id)
const overdueMessages = (bot: TestBot) =>
  bot.channel.messages.filter(({ text }) => text.includes('This image is overdue.'))
const books = async (bot: TestBot) => (await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])

/** Nobody can see how tasks stand; an hour passes, and the user is notified. */
async function overdueSubmission(bot: TestBot, prompt = 'a late fox') {
  bot.flux.faults.add({ kind: '500', operation: 'poll' })
  const { interactionId } = await bot.anna.slash(bot.channel, 'flux generate', { prompt })
  await bot.soon(async () => (await job(bot, interactionId))?.state === 'running')
  await bot.clock.sleep(hourMs)
  await bot.soon(async () => (await job(bot, interactionId))?.delivery === 'delivered')
  return { interactionId, overdueText: overdueMessages(bot)[0] }
}

describe('a task whose result could not be polled within the hour', () => {
  test('is reported as overdue, with what that means, and its cost stays reserved', async () => {
    await using bot = await startBot()
    const { interactionId, overdueText } = await overdueSubmission(bot)

    expect(overdueText?.text).toContain('It may still arrive: I’ll keep checking for 7 days')
    expect(overdueText?.text).toContain('Its cost stays reserved while I keep checking.')
    expect(overdueText?.text).toContain(`Reference: ${interactionId}`)
    expect(overdueText?.pings.userIds).toEqual([bot.anna.id])
    expect(await job(bot, interactionId)).toMatchObject({ state: 'overdue', taskId: bot.flux.tasks[0]?.id })
    expect(await books(bot)).toEqual([['reserve', 300]])
    const status = await bot.anna.slash(bot.channel, 'flux status')
    await status.message.until(({ text }) => text.includes('overdue, still checking: a late fox'))
  })

  test('is delivered and paid once it can be polled again', async () => {
    await using bot = await startBot()
    const { interactionId } = await overdueSubmission(bot)
    await bot.clock.sleep(10 * 60_000)
    expect((await job(bot, interactionId))?.state).toBe('overdue')

    bot.flux.faults.clear()
    await bot.later(5_000, async () => (await job(bot, interactionId))?.state === 'succeeded')
    await bot.soon(async () => (await job(bot, interactionId))?.delivery === 'delivered')

    expect(bot.channel.messages.filter(({ images }) => images.length > 0)).toHaveLength(1)
    expect(bot.flux.tasks).toHaveLength(1)
    expect(await books(bot)).toEqual([['reserve', 300]])
  })

  test('is delivered by another process days later', async () => {
    await using bot = await startBot()
    const { interactionId } = await overdueSubmission(bot)
    await bot.stop()
    await bot.clock.sleep(3 * 24 * hourMs)
    bot.flux.faults.clear()
    await bot.restart()

    await bot.soon(async () => (await job(bot, interactionId))?.state === 'succeeded')
    await bot.soon(async () => (await job(bot, interactionId))?.delivery === 'delivered')
    expect(bot.channel.messages.filter(({ images }) => images.length > 0)).toHaveLength(1)
  })

  test('is reported at no cost when it has failed after all', async () => {
    await using bot = await startBot()
    const { interactionId } = await overdueSubmission(bot, 'a fox [sim:task-fails]')
    bot.flux.faults.clear()
    // The first look after a start may come while Discord still answers a known nonce with the older message.
    await bot.restart()

    await bot.soon(() => bot.channel.messages.some(({ text }) => text.includes('couldn’t be made')))

    expect((await job(bot, interactionId))?.state).toBe('failed')
    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
  })
})

test('when the bot was off until after the deadline and its first polls fail, the image is delivered and not overdue', async () => {
  await using bot = await startBot({}, { paintingMs: 60_000 })
  const { interactionId } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a patient fox' })
  await bot.soon(async () => (await job(bot, interactionId))?.state === 'running')
  await bot.stop()
  await bot.clock.sleep(2 * hourMs)
  bot.flux.faults.add({ kind: '500', operation: 'poll', times: 4 })
  await bot.restart()

  await bot.soon(async () => (await job(bot, interactionId))?.delivery === 'delivered')

  expect((await job(bot, interactionId))?.state).toBe('succeeded')
  expect(overdueMessages(bot)).toEqual([])
  expect(await books(bot)).toEqual([['reserve', 300]])
})
