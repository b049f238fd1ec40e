import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// Two bots that know nothing of each other: one token, and a database each.

const rivalry = 'Another bot with the same token answers'

async function startTwo(): Promise<TestBot> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-rival-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const bot = await startBot({}, { discord: { rateLimits: 'off' }, interactions: 'gateway' })
  await bot.startPeer({ FLUXKIT_DATA_DIR: folder })
  return bot
}

/** In the books of both. */
async function reserved(bot: TestBot): Promise<number> {
  const rows = await Promise.all([bot.store, ...bot.peerStores].map((store) => store.jobs.ledger()))
  return rows.flat().reduce((sum, { units }) => sum + units, 0)
}

test('six commands are six submissions: the one that is too late to answer submits nothing, and says so once', async () => {
  await using bot = await startTwo()
  const prompts = Array.from({ length: 6 }, (_, index) => `fox ${index}`)
  const replies = []
  for (const prompt of prompts) replies.push(await bot.anna.slash(bot.channel, 'flux generate', { prompt }))

  for (const reply of replies) await bot.soon(() => hasImage(reply.message))
  await bot.clock.sleep(120_000)

  expect(bot.flux.tasks.map(({ prompt }) => prompt).toSorted()).toEqual(prompts)
  expect(bot.flux.stats.submissions).toBe(6)
  expect(await reserved(bot)).toBe(6 * 300)
  // Each of the two has lost some, and says it once.
  const loud = bot.logged.filter((line) => line.includes(rivalry))
  expect(loud.length).toBeGreaterThanOrEqual(1)
  expect(loud.length).toBeLessThanOrEqual(2)
  expect(loud.every((line) => line.includes('"level":50'))).toBe(true)
  expect(bot.logged.filter((line) => line.includes('an interaction failed'))).toEqual([])
  expect(replies.flatMap(({ followUps }) => followUps)).toEqual([])
})

test('commands that cost nothing are answered by one of them, and nothing is reported', async () => {
  await using bot = await startTwo()

  const reply = await bot.anna.slash(bot.channel, 'flux help')
  await bot.clock.sleep(5_000)

  expect(reply.message.text).toContain('/flux generate')
  expect(reply.followUps).toEqual([])
  expect(bot.logged.filter((line) => line.includes('"level":50'))).toEqual([])
})
