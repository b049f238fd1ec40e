import { expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// The operator changes the token or the address of the service while jobs run.

const minute = 60_000

async function running(bot: TestBot) {
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox on its way' })
  const stateOf = async () => (await bot.store.jobs.get(reply.interactionId))?.state
  await bot.soon(async () => (await stateOf()) === 'running')
  return { message: reply.message, stateOf }
}

test('a job that runs while the token is replaced is polled with the new one, delivered and paid once', async () => {
  await using bot = await startBot({}, { paintingMs: minute })
  const { message } = await running(bot)
  await bot.stop()

  await bot.startPeer({ ACEDATACLOUD_API_TOKEN: 'another-token-of-the-account' })

  await bot.soon(() => hasImage(message))
  expect(bot.flux.stats.submissions).toBe(1)
  expect((await bot.store.jobs.ledger()).reduce((sum, { images }) => sum + images, 0)).toBe(1)
})

test('a token that is refused for half an hour fails no job that was paid for', async () => {
  await using bot = await startBot({}, { paintingMs: minute })
  const { stateOf } = await running(bot)
  bot.flux.faults.add({ kind: 'gateway-refusal', operation: 'poll', status: 401 })

  await bot.clock.sleep(30 * minute)
  expect(await stateOf()).not.toBe('failed')
  bot.flux.faults.clear()

  await bot.later(10 * minute, () => bot.channel.messages.some(hasImage))
  expect(bot.flux.stats.submissions).toBe(1)
})

test('jobs of another address are left alone, counted at the start, and continue when the address is back', async () => {
  await using bot = await startBot({}, { paintingMs: minute })
  const { message } = await running(bot)
  await bot.stop()

  const elsewhere = bot.config.ACEDATACLOUD_API_BASE_URL?.replace('127.0.0.1', 'localhost') ?? ''
  const peer = await bot.startPeer({ ACEDATACLOUD_API_BASE_URL: elsewhere })
  const warnings = () => bot.logged.filter((line) => line.includes('were submitted to another address'))
  await bot.soon(() => warnings().length > 0)
  expect(JSON.parse(warnings()[0] ?? '')).toMatchObject({
    level: 50,
    jobs: 1,
    address: bot.config.ACEDATACLOUD_API_BASE_URL,
    msg: 'Jobs were submitted to another address of the service than ACEDATACLOUD_API_BASE_URL names now, and are left alone: the token is not sent there. Start the bot with that address until they have ended.',
  })
  await bot.clock.sleep(5 * minute)
  expect(hasImage(message)).toBe(false)
  await bot.clock.until(peer.stop())

  await bot.startPeer()
  await bot.soon(() => hasImage(message))
  expect(bot.flux.stats.submissions).toBe(1)
})
