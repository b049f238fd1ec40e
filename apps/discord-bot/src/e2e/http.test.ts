import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { makeImage, withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const callbackRoute = '/interactions/{interaction_id}/{interaction_token}/callback'
const statuses = (bot: TestBot) => bot.discord.endpoint.deliveries.map(({ status, problem }) => problem ?? status)
const generate = (bot: TestBot, prompt = 'a red fox') => bot.anna.slash(bot.channel, 'flux generate', { prompt })
const startHttpBot = (env: Readonly<Record<string, string>> = {}) => startBot(env, { interactions: 'http' })

describe('interactions over HTTP', () => {
  test('make an image without any connection to the gateway', async () => {
    await using bot = await startHttpBot()
    const message = await makeImage(bot, { prompt: 'a red fox' })

    expect(message.buttons.map(({ label }) => label)).toContain('Again')
    expect(statuses(bot)).toEqual([202])
    expect(bot.discord.requests.filter(({ path }) => path.startsWith('/gateway'))).toEqual([])
    const ready = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`)
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true, discord: true }])
  })

  test('suggest, open a modal, and take what is sent with it', async () => {
    await using bot = await startHttpBot()
    const models = await bot.anna.autocomplete(bot.channel, 'flux generate', 'model', { model: 'dev' })
    expect(models[0]?.value).toBe('flux-dev')

    const opened = await bot.anna.slash(bot.channel, 'flux generate', { model: 'flux-2-pro' })
    await withImages(await bot.anna.submitModal(opened, { text: 'a fox' }))

    expect(statuses(bot)).toEqual([202, 202, 202])
  })

  test('that are sent twice are one job and one message, at the same process and at another', async () => {
    await using bot = await startHttpBot()
    await bot.startPeer()
    const reply = await generate(bot)
    for (let times = 0; times < 3; times++) await bot.clock.until(bot.discord.endpoint.redeliver(reply.interactionId))
    await bot.soon(() => hasImage(reply.message))

    expect(new Set(bot.discord.endpoint.deliveries.map(({ url }) => url)).size).toBe(2)
    expect(statuses(bot)).toEqual([202, 202, 202, 202])
    expect(bot.flux.stats.submissions).toBe(1)
    expect(reply.followUps).toEqual([])
    expect(bot.channel.messages).toHaveLength(1)
    expect(bot.logged.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('that Discord refuses to hear an answer to are received anyway, and cost nothing', async () => {
    await using bot = await startHttpBot()
    bot.discord.faults.add({ kind: 'server-error', status: 503, method: 'POST', route: callbackRoute, times: 20 })
    const reply = await generate(bot)
    await bot.soon(() => bot.discord.endpoint.deliveries.length > 0)

    expect([reply.state, ...statuses(bot)]).toEqual(['failed', 202])
    await bot.clock.sleep(60_000)
    expect(bot.flux.stats.submissions).toBe(0)
    expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
  })

  test('are acknowledged within 3 s while Discord is slow to take the answer', async () => {
    await using bot = await startHttpBot()
    const route = callbackRoute
    bot.discord.faults.add({ kind: 'slow', delayMs: 2_900, effect: 'after', method: 'POST', route })
    const startedMs = bot.clock.now()
    const reply = await generate(bot)
    await bot.soon(() => bot.discord.endpoint.deliveries.length > 0)

    expect([reply.state, ...statuses(bot)]).toEqual(['replied', 202])
    expect(bot.clock.now() - startedMs).toBe(2_500)
  })

  test('continue after Discord’s key was replaced, which is read once a minute at most', async () => {
    await using bot = await startHttpBot()
    const reads = () => bot.discord.requests.filter(({ path }) => path === '/applications/@me').length
    const before = reads()
    bot.discord.endpoint.renewKey()
    expect((await generate(bot)).state).toBe('failed')
    await bot.clock.sleep(60_000)
    await withImages(await generate(bot))

    expect(statuses(bot)).toEqual(['status 401', 202])
    expect(reads()).toBe(before + 1)
    const metrics = await (await fetch(`http://127.0.0.1:${bot.app.metricsPort}/metrics`)).text()
    expect(metrics).toContain('fluxkit_interactions_refused_total{reason="wrong signature"} 1')
  })
})

describe('SIGTERM over HTTP', () => {
  test('finishes the request in flight', async () => {
    await using bot = await startHttpBot()
    const slow = bot.discord.faults.add({ kind: 'slow', delayMs: 1_000, method: 'POST', route: callbackRoute })
    const reply = bot.anna.sendSlash(bot.channel, 'flux help')
    await bot.soon(() => slow.hits === 1)
    await bot.stop()

    expect(reply.message.text).toContain('/flux generate')
    expect(statuses(bot)).toEqual([202])
  })

  test('takes what comes meanwhile, and the next process makes its image', async () => {
    await using bot = await startHttpBot()
    const first = await generate(bot, 'a late fox [sim:slow ms=5000]')
    await bot.soon(async () => (await bot.store.jobs.get(first.interactionId))?.state === 'submitting')
    const stopped = bot.app.stop()
    await bot.soon(() => bot.logged.some((line) => line.includes('"msg":"draining"')))

    const second = await generate(bot)
    expect(second.message.text).toContain('In the queue')
    await bot.clock.until(stopped)
    expect(bot.flux.stats.submissions).toBe(1)

    await bot.startPeer()
    await bot.soon(() => hasImage(first.message) && hasImage(second.message))
    expect(bot.flux.stats.submissions).toBe(2)
    expect(bot.logged.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('leaves nothing unanswered when the next process runs already', async () => {
    await using bot = await startHttpBot()
    await bot.startPeer()
    await bot.stop()
    for (let count = 0; count < 4; count++) expect((await generate(bot, `fox ${count}`)).state).toBe('replied')
  })
})
