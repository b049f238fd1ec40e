import type { FakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { startBot, type TestBot, type TestParts } from './start-bot.ts'
import { createSuspendableClock, type SuspendableClock } from './suspendable-clock.ts'

const lines = (bot: TestBot, message: string): number =>
  bot.logged.filter((line) => line.includes(`"msg":"${message}"`)).length

/** What must hold, whichever process did the work. */
async function expectOneImageOfOneTask(bot: TestBot): Promise<void> {
  expect(bot.channel.messages.filter((message) => message.images.length > 0)).toHaveLength(1)
  expect(bot.flux.tasks).toHaveLength(1)
  expect((await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])).toEqual([['reserve', 300]])
  expect([lines(bot, 'submitted'), lines(bot, 'delivered')]).toEqual([1, 1])
}

/** Where the two work. */
export interface SharedData {
  createClock(): FakeClock
  /** How bots are started on empty data. */
  parts(clock: FakeClock): Promise<TestParts>
}

/** Two bots on the same data, with any store. */
export function twoProcessesSuite(data: SharedData): void {
  /** On its own clock that can be suspended. */
  async function start(
    env: Readonly<Record<string, string>> = {},
    parts: TestParts = {},
  ): Promise<{ bot: TestBot; botClock: SuspendableClock }> {
    const clock = data.createClock()
    const botClock = createSuspendableClock(clock)
    return { bot: await startBot(env, { ...(await data.parts(clock)), clock, botClock, ...parts }), botClock }
  }

  test('both get the same interaction and make one job, one task and one message', async () => {
    await using bot = (await start()).bot
    await bot.startPeer()

    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a shared fox' })
    await bot.soon(() => reply.message.images.length > 0)

    await bot.soon(() => lines(bot, 'delivered') > 0)
    await expectOneImageOfOneTask(bot)
    expect(bot.anna.messages(bot.channel)).toHaveLength(1)
  })

  test('one that is stopping does not refuse what the other takes', async () => {
    await using bot = (await start()).bot
    await bot.startPeer()
    const late = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a late fox [sim:slow ms=5000]' })
    await bot.soon(async () => (await bot.store.jobs.get(late.interactionId))?.state === 'submitting')
    const stopped = bot.app.stop()

    const replies = []
    for (let round = 0; round < 5; round++) {
      replies.push(await bot.bert.slash(bot.channel, 'flux generate', { prompt: `fox ${round}` }))
    }

    expect(replies.map(({ message }) => message.text).join()).not.toContain('restarting')
    expect(replies.map(({ message }) => message.ephemeral)).toEqual([false, false, false, false, false])
    await bot.clock.until(stopped)
  })

  test('a heartbeat keeps a job with its process, however long the task takes', async () => {
    await using bot = (await start({ FLUXKIT_LEASE_SECONDS: '6' }, { paintingMs: 120_000 })).bot
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a slow fox' })
    await reply.message.until((message) => message.text.includes('is painting'))
    await bot.startPeer({ FLUXKIT_LEASE_SECONDS: '6' })
    const held = new Set<boolean>()

    await bot.soon(async () => {
      const job = await bot.store.jobs.get(reply.interactionId)
      if (job?.state === 'running') held.add(job.held)
      return job?.delivery === 'delivered'
    })

    expect([...held]).toEqual([true])
    expect(lines(bot, 'another process has taken the job over')).toBe(0)
    await expectOneImageOfOneTask(bot)
  })

  test('when the first is suspended mid-job, the other takes the job over once the lease has expired, and the first changes nothing when it resumes', async () => {
    const { botClock, ...started } = await start({}, { paintingMs: 10_000 })
    await using bot = started.bot
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'an orphaned fox' })
    await reply.message.until((message) => message.text.includes('is painting'))
    botClock.suspend()
    await bot.startPeer()

    // The lease is one of 30 s.
    await bot.clock.sleep(25_000)
    expect((await bot.store.jobs.get(reply.interactionId))?.held).toBe(true)
    expect(reply.message.images).toHaveLength(0)
    await bot.clock.sleep(8_000)
    await bot.soon(() => reply.message.images.length > 0)
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')

    await bot.clock.sleep(120_000)
    botClock.resume()
    const second = await bot.anna.slash(bot.channel, 'flux status')
    expect(second.message.text).toContain('Nothing is running.')
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.held === false)
    await expectOneImageOfOneTask(bot)
  })

  test('when the first is suspended mid-submission, the other reports an unknown outcome and submits nothing', async () => {
    const { botClock, ...started } = await start()
    await using bot = started.bot
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a lost fox [sim:hang-before]' })
    await bot.soon(() => bot.flux.stats.submissions > 0)
    botClock.suspend()
    await bot.startPeer()
    await bot.clock.sleep(31_000)

    await bot.soon(() => reply.message.text.includes('we don’t know whether the request was accepted'))

    expect(bot.flux.stats.submissions).toBe(1)
    // It may have been accepted: its cost stays reserved.
    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(300)
    // The first still hangs on its request; with its process that ends.
    botClock.resume()
    await bot.clock.sleep(600_000)
    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('when the first is suspended mid-submission and its task is listed, the other delivers it', async () => {
    const { botClock, ...started } = await start()
    await using bot = started.bot
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a found fox [sim:hang-after]' })
    await bot.soon(() => bot.flux.tasks.length > 0)
    botClock.suspend()
    await bot.startPeer()

    await bot.soon(() => reply.message.images.length > 0)

    botClock.resume()
    await bot.clock.sleep(600_000)
    expect(bot.flux.stats.submissions).toBe(1)
    await expectOneImageOfOneTask(bot)
  })

  test('a long queue is shared, and every job is done once', async () => {
    await using bot = (await start({ FLUXKIT_USER_CONCURRENCY: '2' }, { discord: { rateLimits: 'off' } })).bot
    await bot.startPeer({ FLUXKIT_USER_CONCURRENCY: '2' })
    const prompts = Array.from({ length: 8 }, (_, index) => `fox ${index}`)
    const replies = await Promise.all(prompts.map((prompt) => bot.anna.slash(bot.channel, 'flux generate', { prompt })))

    for (const reply of replies) await bot.soon(() => reply.message.images.length > 0)

    expect(bot.flux.tasks.map(({ prompt }) => prompt).toSorted()).toEqual(prompts)
    expect(await bot.store.jobs.countByState()).toEqual([{ state: 'succeeded', model: 'flux-dev', count: 8 }])
  })

  test('a callback that reaches the process that does not work on its job is as good as one that reaches the other', async () => {
    // Nothing listens there: the only callback is that of the test.
    const publicUrl = 'http://127.0.0.1:9'
    const env = { FLUXKIT_PUBLIC_URL: publicUrl }
    const { botClock, ...started } = await start(env, { paintingMs: 10_000 })
    await using bot = started.bot
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a called fox [sim:hang-after]' })
    await bot.soon(() => bot.flux.tasks.length > 0)
    // The answer of the submission never comes, and its process sleeps.
    botClock.suspend()
    const peer = await bot.startPeer(env)
    const entry = await bot.store.durable.read(reply.interactionId)
    const callbackUrl = String(entry && 'job' in entry && entry.job.attempts[0]?.wire['callback_url'])
    expect(callbackUrl).toContain(`${publicUrl}/callbacks/`)
    const call = fetch(callbackUrl.replace(publicUrl, `http://127.0.0.1:${peer.port}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ success: true, task_id: bot.flux.tasks[0]?.id }),
    })
    expect((await bot.clock.until(call)).status).toBe(200)

    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.taskId === bot.flux.tasks[0]?.id)
    await bot.soon(() => reply.message.images.length > 0)
    botClock.resume()
    await bot.clock.sleep(120_000)
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')
    expect(bot.flux.stats.submissions).toBe(1)
    expect(bot.channel.messages.filter((message) => message.images.length > 0)).toHaveLength(1)
  })
}
