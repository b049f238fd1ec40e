import { describe, expect, test } from 'vitest'
import { startBot, type TestBot } from '../test/start-bot.ts'

const readiness = async (bot: TestBot): Promise<[number, unknown]> => {
  const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`)
  return [answer.status, await answer.json()]
}

describe('SIGTERM', () => {
  test('waits for a submission that is being sent; the next process waits for its image, and nothing is paid twice', async () => {
    await using bot = await startBot({}, { interactions: 'gateway' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a late fox [sim:slow ms=5000]' })
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.state === 'submitting')
    const stopped = bot.app.stop()

    const refused = await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'too late a fox' })
    expect(refused.message.text).toContain('The bot is restarting.')
    expect(refused.message.ephemeral).toBe(true)
    expect(await readiness(bot)).toMatchObject([503, { ready: false, draining: true, discord: true }])
    await bot.clock.until(stopped)

    expect(await bot.store.jobs.get(reply.interactionId)).toMatchObject({ state: 'running', held: false })
    await bot.startPeer()
    await bot.soon(() => reply.message.images.length > 0)
    expect(bot.flux.tasks).toHaveLength(1)
    expect((await bot.store.jobs.ledger()).map(({ kind }) => kind)).toEqual(['reserve'])
    // What was refused during the restart can be sent now, with its prompt.
    const modal = await bot.bert.click(refused.message, 'Edit and retry')
    expect(JSON.stringify(modal.modal.components)).toContain('too late a fox')
  })

  test('gives up at the limit on a service that never answers, and reports that the outcome is unknown', async () => {
    await using bot = await startBot({ FLUXKIT_DRAIN_SECONDS: '20' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a hanging fox [sim:hang-before]' })
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.state === 'submitting')
    let isStopped = false
    const stopped = bot.app.stop().then(() => (isStopped = true))
    await bot.soon(() => bot.logged.some((line) => line.includes('"msg":"draining"')))

    await bot.clock.advance(19_999)
    expect(isStopped).toBe(false)
    await bot.clock.until(stopped)

    expect(bot.logged.some((line) => line.includes('"level":50'))).toBe(false)
    expect(reply.message.text).toContain('we don’t know whether the request was accepted')
    expect(await bot.store.jobs.get(reply.interactionId)).toMatchObject({ state: 'unknown', delivery: 'delivered' })
  })

  test('gives up at the limit on Discord when it never answers', async () => {
    await using bot = await startBot({ FLUXKIT_DRAIN_SECONDS: '20' })
    const route = '/interactions/{interaction_id}/{interaction_token}/callback'
    const hang = bot.discord.faults.add({ kind: 'slow', delayMs: 3_600_000, method: 'POST', route, times: 9 })
    bot.anna.sendSlash(bot.channel, 'flux help')
    await bot.soon(() => hang.hits === 1)
    const stopped = bot.app.stop()
    await bot.soon(() => bot.logged.some((line) => line.includes('"msg":"draining"')))
    await bot.clock.advance(19_999)
    expect(bot.logged.join('')).not.toContain('"msg":"stopped"')

    await expect(bot.clock.until(stopped)).resolves.toBeUndefined()
  })

  test('leaves queued jobs to the next process', async () => {
    await using bot = await startBot({ FLUXKIT_CONCURRENCY: '1' }, { paintingMs: 5000 })
    const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
    await first.message.until((message) => message.text.includes('is painting'))
    const second = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'second' })
    await bot.stop()

    expect(bot.flux.tasks.map(({ prompt }) => prompt)).toEqual(['first'])
    expect((await bot.store.jobs.get(second.interactionId))?.state).toBe('queued')
    await bot.startPeer()
    await bot.soon(() => second.message.images.length > 0)
    expect(bot.flux.tasks.map(({ prompt }) => prompt)).toEqual(['second', 'first'])
  })

  test('twice changes nothing', async () => {
    await using bot = await startBot()

    await bot.clock.until(Promise.all([bot.app.stop(), bot.app.stop()]))

    expect(bot.logged.filter((line) => line.includes('"msg":"stopped"'))).toHaveLength(1)
    expect(bot.discord.gateway.connectedCount).toBe(0)
  })
})
