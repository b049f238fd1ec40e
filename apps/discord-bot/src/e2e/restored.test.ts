import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// Data that is older than what the bot has done: a backup that was put back. And a weekend off.

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const submit = (bot: TestBot, prompt: string) => bot.anna.slash(bot.channel, 'flux generate', { prompt })
const databaseOf = (bot: TestBot): string => join(bot.config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite')
const reserved = async (bot: TestBot): Promise<number> =>
  (await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)
/** What the service has accepted. */
const made = (bot: TestBot): string[] => bot.flux.tasks.map(({ prompt }) => prompt).toSorted()
const questions = (bot: TestBot) => bot.channel.messages.filter(({ text }) => text.includes('Still want this?'))

/** One job is painted at a time, so that the others wait. */
async function startBusy(env: Readonly<Record<string, string>> = {}): Promise<TestBot> {
  return startBot({ FLUXKIT_CONCURRENCY: '1', ...env }, { paintingMs: minuteMs, discord: { rateLimits: 'off' } })
}

/** Puts the database as it was into the place of what it has become. */
async function putBack(bot: TestBot): Promise<void> {
  await bot.stopAll()
  const path = databaseOf(bot)
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
  copyFileSync(`${path}.backup`, path)
  await bot.reopen()
}

describe('a backup that is put back', () => {
  test('submits nothing again: what was made is found at the service, and nothing is posted a second time', async () => {
    await using bot = await startBusy()
    const replies = []
    for (const prompt of ['first', 'second', 'third', 'fourth']) replies.push(await submit(bot, prompt))
    await bot.backUp()
    for (const reply of replies) await bot.soon(() => hasImage(reply.message))
    await bot.clock.sleep(hourMs / 2)
    expect(bot.flux.stats.submissions).toBe(4)
    const shown = bot.channel.messages.length

    await putBack(bot)
    for (const { interactionId } of replies) {
      await bot.soon(async () => (await bot.store.jobs.get(interactionId))?.delivery === 'delivered')
    }

    expect(bot.flux.stats.submissions).toBe(4)
    expect(bot.channel.messages.length).toBe(shown)
    expect(questions(bot)).toEqual([])
    expect(await reserved(bot)).toBe(4 * 300)
    expect(
      bot.logged.filter((line) => line.includes('The data is older than what this bot has done before')),
    ).toHaveLength(1)
  })

  test('asks about what can’t be found: Generate submits it once however often it is clicked, Discard gives its cost back', async () => {
    await using bot = await startBusy()
    await submit(bot, 'first')
    const [wanted, unwanted] = [await submit(bot, 'wanted'), await submit(bot, 'unwanted')]
    await bot.backUp()
    await bot.stopAll()
    await bot.reopen()
    await putBack(bot)

    await bot.soon(() => questions(bot).length === 2)
    expect(made(bot)).toEqual(['first'])
    const questionFor = (prompt: string) => questions(bot).find(({ text }) => text.includes(`> ${prompt}`))
    const question = questionFor('wanted')!
    expect((await bot.bert.click(question, 'Generate')).message.text).toContain('Only its owner')
    await bot.anna.click(questionFor('unwanted')!, 'Discard')
    await Promise.all([bot.anna.click(question, 'Generate'), bot.anna.click(question, 'Generate')])
    await bot.soon(() => hasImage(question))

    expect(made(bot)).toEqual(['first', 'wanted'])
    expect((await bot.store.jobs.get(wanted.interactionId))?.state).toBe('succeeded')
    await bot.soon(async () => (await bot.store.jobs.get(unwanted.interactionId))?.state === 'cancelled')
    await bot.soon(async () => questions(bot).length === 0 && (await reserved(bot)) === 2 * 300)
  })

  test('a new command is submitted at once, and a job that waits in the queue asks nothing', async () => {
    await using bot = await startBusy()
    await submit(bot, 'first')
    await bot.backUp()
    await bot.soon(async () => (await bot.store.jobs.countByState())[0]?.state === 'succeeded')
    await putBack(bot)

    const replies = [await submit(bot, 'second'), await submit(bot, 'third')]
    for (const reply of replies) await bot.soon(() => hasImage(reply.message))

    expect(questions(bot)).toEqual([])
    expect(made(bot)).toEqual(['first', 'second', 'third'])
  })
})

describe('a weekend off', () => {
  test('asks before it submits what waited, and an ordinary restart does not ask', async () => {
    await using bot = await startBusy()
    await submit(bot, 'first')
    const waiting = await submit(bot, 'a fox of patience')
    await bot.restart()
    await bot.soon(() => hasImage(waiting.message))
    expect(questions(bot)).toEqual([])

    await submit(bot, 'third')
    const late = await submit(bot, 'a fox of friday')
    await bot.stopAll()
    await bot.clock.sleep(60 * hourMs)
    await bot.reopen()
    await bot.soon(() => questions(bot).length === 1)

    expect(questions(bot)[0]?.text).toContain('> a fox of friday')
    expect(questions(bot)[0]?.pings.userIds).toEqual([bot.anna.id])
    expect(late.message.deleted).toBe(true)
    const status = await bot.anna.slash(bot.channel, 'flux status')
    expect(status.message.text).toContain('waiting for your answer: a fox of friday')
    expect(made(bot)).not.toContain('a fox of friday')
  })

  test('a question that nobody answers holds its cost for 7 days, and readiness does not suffer from it', async () => {
    await using bot = await startBusy()
    await submit(bot, 'first')
    await submit(bot, 'forgotten')
    await bot.stopAll()
    await bot.clock.sleep(60 * hourMs)
    await bot.reopen()
    await bot.soon(() => questions(bot).length === 1)

    expect(await bot.store.jobs.oldestQueuedMs()).toBeUndefined()
    expect(await reserved(bot)).toBe(600)
    await bot.stopAll()
    await bot.clock.sleep(8 * 24 * hourMs)
    await bot.reopen()
    await bot.soon(async () => (await reserved(bot)) === 300)
    expect(questions(bot)).toHaveLength(1)
    expect(bot.flux.stats.submissions).toBe(1)
  })
})
