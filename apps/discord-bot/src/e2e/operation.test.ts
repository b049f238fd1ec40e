import { describe, expect, test } from 'vitest'
import { makeImage } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

describe('the running bot', () => {
  test('serves health, readiness and metrics, and logs neither prompts nor tokens', async () => {
    await using bot = await startBot()
    await makeImage(bot, { prompt: 'a very private wish' })
    const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${bot.app.port}${path}`)

    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, discord: true, store: true, api: true, images: true, draining: false, oldestQueuedSeconds: 0 },
    ])
    expect((await get('/metrics')).status).toBe(404)
    const metrics = await (await fetch(`http://127.0.0.1:${bot.app.metricsPort}/metrics`)).text()
    expect(metrics).toContain('fluxkit_jobs{state="succeeded",model="flux-dev"} 1')
    expect(metrics).toContain('fluxkit_money_units_total{kind="settled"} 300')
    expect(metrics).toContain('fluxkit_first_reply_seconds_count 1')
    expect(metrics).toContain('fluxkit_spent_month_units 300')
    expect(metrics).toContain(`fluxkit_guild_spent_month_units{guild="${bot.guild.id}"} 300`)
    expect(metrics).toContain('fluxkit_monthly_stop_units +Inf')

    const log = bot.logged.join('')
    expect(log).toContain('permissions=274878008320')
    for (const secret of ['a very private wish', bot.discord.botToken, 'flux-api-token-of-the-test']) {
      expect(log).not.toContain(secret)
    }
  })

  test('is not ready while the service does not answer', async () => {
    await using bot = await startBot({ ACEDATACLOUD_API_BASE_URL: 'http://127.0.0.1:9' })

    const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`)
    expect([answer.status, await answer.json()]).toMatchObject([503, { ready: false, api: false, discord: true }])
  })

  test('stops when Discord closes the connection for good, and resumes after other closes', async () => {
    await using bot = await startBot({}, { interactions: 'gateway' })
    bot.discord.gateway.close(4000)
    await bot.soon(() => bot.logged.join('').includes('connection to Discord was resumed'))

    const failed = expect(bot.app.failed).rejects.toThrow('closed the connection for good (4014)')
    bot.discord.gateway.close(4014)
    await bot.clock.until(failed)
  })
})
