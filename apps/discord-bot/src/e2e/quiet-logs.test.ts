import { expect, test } from 'vitest'
import { startBot } from '../test/start-bot.ts'

test('whatever the service and Discord quote, no prompt and no token is in the log', async () => {
  await using bot = await startBot(
    { FLUXKIT_LOG_LEVEL: 'trace', FLUXKIT_USER_CONCURRENCY: '20' },
    { discord: { rateLimits: 'off' } },
  )
  const kinds = ['echo-error', 'echo-failure', 'boom', 'nonsense', 'task-fails', 'error-with-task', 'bare-failure']
  const replies = []
  for (const kind of kinds) {
    const prompt = `the vermilion heron of kind ${kind} [sim:${kind}]`
    replies.push(await bot.anna.slash(bot.channel, 'flux generate', { prompt }))
  }
  bot.discord.faults.add({ kind: 'error', code: 50_035, method: 'PATCH', times: 3 })
  bot.guild.blockWord('vermilion')
  replies.push(
    await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'a vermilion heron', url: 'https://a.test/b.png' }),
  )
  await bot.clock.sleep(120_000)

  const text = bot.logged.join('')
  expect(replies).toHaveLength(8)
  expect(text).toContain('a step of a job failed')
  expect(text).not.toMatch(/vermilion|heron/)
  for (const token of [bot.discord.botToken, 'flux-api-token-of-the-test']) expect(text).not.toContain(token)
  expect(text).not.toMatch(/webhooks\/\d+\/(?!\[secret\])/)
})
