import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot, type TestParts } from '../test/start-bot.ts'

// Web processes and workers on the same data. Which database that is doesn't matter here; the processes of
// evidence/cluster share a PostgreSQL.

const database = { DATABASE_URL: 'postgres://bot@127.0.0.1:9/unused' }
const web = { ...database, FLUXKIT_ROLE: 'web' }
const worker = { ...database, FLUXKIT_ROLE: 'worker' }
const startWeb = (parts: TestParts = {}) => startBot(web, { interactions: 'http', ...parts })
const generate = (bot: TestBot, prompt = 'a red fox') => bot.anna.slash(bot.channel, 'flux generate', { prompt })
const twentyMinutesMs = 1_200_000

async function readinessOf(port: number): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}/readyz`)).json()
}

describe('a web process', () => {
  test('answers and submits nothing; a worker that starts later delivers', async () => {
    await using bot = await startWeb()
    const reply = await generate(bot)
    await bot.clock.sleep(60_000)
    expect(reply.message.text).toContain('In the queue')
    expect(bot.flux.stats.submissions).toBe(0)

    await bot.startPeer(worker)
    await bot.soon(() => hasImage(reply.message))

    expect(bot.flux.stats.submissions).toBe(1)
    expect(bot.channel.messages).toHaveLength(1)
    expect((await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])).toEqual([['reserve', 300]])
  })

  test('cancels what waits, shows what is kept, and leaves every message about jobs to workers', async () => {
    await using bot = await startWeb()
    const unwanted = await generate(bot, 'unwanted')
    const cancelled = await bot.anna.click(unwanted.message, 'Cancel')
    expect(cancelled.state).not.toBe('failed')
    expect(await bot.store.jobs.get(unwanted.interactionId)).toMatchObject({ state: 'cancelled', delivery: 'pending' })
    await bot.startPeer(worker)
    await bot.soon(async () => (await bot.store.jobs.get(unwanted.interactionId))?.delivery === 'delivered')
    const wanted = await generate(bot, 'wanted')
    await bot.soon(() => hasImage(wanted.message))

    const shown = await bot.anna.slash(bot.channel, 'flux show')

    await bot.soon(() => hasImage(shown.message))
    expect(bot.flux.tasks.map(({ prompt }) => prompt)).toEqual(['wanted'])
  })

  test('that stops leaves its jobs to the workers at once', async () => {
    await using bot = await startWeb()
    await bot.startPeer(worker)
    const reply = await generate(bot, 'a fox [sim:slow ms=5000]')
    await bot.stop()

    await bot.soon(() => hasImage(reply.message))
    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('is ready although nobody works the queue off: its members have answers', async () => {
    await using bot = await startWeb()
    await generate(bot)
    await bot.clock.sleep(twentyMinutesMs)

    expect(await readinessOf(bot.app.port)).toEqual({
      ready: true,
      discord: true,
      store: true,
      images: true,
      draining: false,
    })
  })

  test('passes a callback on: a submission whose answer was lost is delivered', async () => {
    // Nothing listens there: the only callback is that of the test.
    const publicUrl = 'http://127.0.0.1:9'
    const env = { FLUXKIT_PUBLIC_URL: publicUrl }
    await using bot = await startBot({ ...web, ...env }, { paintingMs: 1_000 })
    await bot.startPeer({ ...worker, ...env })
    const reply = await generate(bot, 'a called fox [sim:reset-after]')
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.state === 'unknown')
    const entry = await bot.store.durable.read(reply.interactionId)
    const callbackUrl = String(entry && 'job' in entry && entry.job.attempts[0]?.wire['callback_url'])
    const call = fetch(callbackUrl.replace(publicUrl, `http://127.0.0.1:${bot.app.port}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ success: true, task_id: bot.flux.tasks[0]?.id }),
    })

    expect((await bot.clock.until(call)).status).toBe(200)
    await bot.soon(() => hasImage(reply.message))
    expect(bot.flux.stats.submissions).toBe(1)
  })
})

test('a position in the queue that arrives after the result, from another process, doesn’t stay in its place', async () => {
  await using bot = await startBot(web, { interactions: 'http', paintingMs: 6_000 })
  await bot.startPeer({ ...worker, FLUXKIT_CONCURRENCY: '1' })
  const first = await generate(bot, 'first')
  await bot.soon(() => first.message.text.includes('is painting'))
  const second = await generate(bot, 'second')
  // The next edit is that of the position, after 5 s. It arrives when the second image is there.
  const route = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
  bot.discord.faults.add({ kind: 'slow', delayMs: 14_500, method: 'PATCH', route, times: 1 })
  await bot.soon(() => hasImage(second.message))
  await bot.soon(() => !hasImage(second.message))

  await bot.soon(() => hasImage(second.message))

  await bot.clock.sleep(60_000)
  expect(hasImage(second.message)).toBe(true)
  expect(bot.channel.messages).toHaveLength(2)
  expect(bot.flux.stats.submissions).toBe(2)
})

describe('a worker', () => {
  test('has no connection to the gateway, registers no commands and takes no interactions', async () => {
    await using bot = await startBot(worker, { interactions: 'http' })

    expect(bot.discord.gateway.connectedCount).toBe(0)
    expect(bot.discord.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      expect.stringMatching(/^GET .*\/applications\/@me$/),
    ])
    const interaction = await fetch(`http://127.0.0.1:${bot.app.port}/interactions`, { method: 'POST', body: '{}' })
    expect(interaction.status).toBe(404)
  })

  test('is ready when the service answers and the queue moves', async () => {
    await using bot = await startBot(worker)

    expect(await readinessOf(bot.app.port)).toEqual({
      ready: true,
      store: true,
      images: true,
      draining: false,
      api: true,
      oldestQueuedSeconds: 0,
    })
  })

  test('that dies is replaced by another one after its lease', async () => {
    await using bot = await startBot(web, { paintingMs: 5_000 })
    const first = await bot.startPeer(worker)
    const reply = await generate(bot)
    await bot.soon(() => bot.flux.tasks.length === 1)
    await bot.clock.until(first.stop())
    await bot.startPeer(worker)

    await bot.soon(() => hasImage(reply.message))
    expect(bot.flux.stats.submissions).toBe(1)
  })
})
