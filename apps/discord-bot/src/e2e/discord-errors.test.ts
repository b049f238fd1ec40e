import type { DiscordErrorCode, Fault } from '@fluxkit/discord-simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accepted, jobIdOf } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const callbackRoute = '/interactions/{interaction_id}/{interaction_token}/callback'
const editRoute = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
const postRoute = '/channels/{channel_id}/messages'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ FLUXKIT_USER_CONCURRENCY: '20' }, { discord: { rateLimits: 'off' } })
})
afterAll(() => bot[Symbol.asyncDispose]())
beforeEach(() => {
  bot.discord.faults.clear()
  bot.anna.acceptDirectMessages(true)
})

const imageOf = (jobId: string) =>
  bot.channel.messages.find((message) => message.images.length > 0 && jobIdOf(message) === jobId)
const jobOf = (id: string) => bot.store.jobs.get(id)
const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${bot.app.metricsPort}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1] ?? 0,
  )
}
/** The progress is shown by an edit, too: faults on edits pass that one by. */
const onResult = { method: 'PATCH', route: editRoute, skip: 1 } as const
const submission = (prompt: string) => bot.anna.slash(bot.channel, 'flux generate', { prompt })

describe('the first answer', () => {
  test('10062: an answer after more than 3 s submits nothing, and the next command works', async () => {
    bot.discord.faults.add({ kind: 'slow', delayMs: 4000, method: 'POST', route: callbackRoute })
    const late = bot.anna.sendSlash(bot.channel, 'flux generate', { prompt: 'a late fox' })
    await bot.soon(() => late.state === 'failed')

    await bot.soon(() => bot.logged.some((line) => line.includes('an interaction failed') && line.includes('10062')))

    expect((await jobOf(late.interactionId))?.state).toBe('withdrawn')
    expect((await bot.store.jobs.ledger(late.interactionId)).reduce((sum, { units }) => sum + units, 0)).toBe(0)
    expect(bot.flux.tasks.some(({ prompt }) => prompt === 'a late fox')).toBe(false)
    expect((await bot.anna.slash(bot.channel, 'flux status')).message.text).toContain('Nothing is running.')
  })

  test('40060: an answer that Discord took before it failed is repeated, and there is one job', async () => {
    bot.discord.faults.add({ kind: 'server-error', effect: 'after', method: 'POST', route: callbackRoute })
    const reply = await submission('a repeated fox')

    const image = await bot.soon(() => imageOf(reply.interactionId))

    expect(image.id).toBe(reply.message.id)
    expect(bot.flux.tasks.filter(({ prompt }) => prompt === 'a repeated fox')).toHaveLength(1)
  })

  test('late or refused suggestions are not an unexpected error', async () => {
    const before = await metric('fluxkit_unexpected_errors_total')
    bot.discord.faults.add({ kind: 'error', code: 10_062, method: 'POST', route: callbackRoute })

    const requested = bot.anna.autocomplete(bot.channel, 'flux generate', 'model')
    const failed = expect(requested).rejects.toThrow('Loading options failed')
    await bot.soon(() => bot.logged.some((line) => line.includes('no suggestions')))
    await bot.clock.sleep(3_000)
    await failed

    expect(await metric('fluxkit_unexpected_errors_total')).toBe(before)
  })

  test('an unexpected error is shown with a reference, and counted', async () => {
    const before = await metric('fluxkit_unexpected_errors_total')
    bot.discord.faults.add({ kind: 'error', code: 50_035, method: 'POST', route: callbackRoute })

    const reply = await bot.anna.slash(bot.channel, 'flux help')

    expect(reply.message.text).toContain('Something went wrong on our side. Nothing was charged.')
    expect(reply.message.text).toContain(`Reference: ${reply.interactionId}`)
    expect(await metric('fluxkit_unexpected_errors_total')).toBe(before + 1)
  })
})

describe('the result', () => {
  test.each<[DiscordErrorCode, string]>([
    [50_027, 'the token is no longer valid'],
    [10_008, 'the message with the progress was deleted'],
    [10_015, 'the webhook is unknown'],
  ])('%d: %s, so the image goes to the channel', async (code) => {
    bot.discord.faults.add({ kind: 'error', code, ...onResult })
    const reply = await submission(`a fox after ${code}`)

    const posted = await bot.soon(() => imageOf(reply.interactionId))

    expect(posted.id).not.toBe(reply.message.id)
    expect(posted.pings.userIds).toEqual([bot.anna.id])
  })

  test.each<[DiscordErrorCode, string]>([
    [50_001, 'the bot no longer sees the channel'],
    [50_013, 'the bot may no longer post there'],
    [10_003, 'the channel is gone'],
  ])('%d: %s, so the image is a direct message', async (code) => {
    bot.discord.faults.add({ kind: 'error', code: 50_027, ...onResult })
    bot.discord.faults.add({ kind: 'error', code, method: 'POST', route: postRoute })
    const reply = await submission(`a fox after ${code}`)

    const direct = bot.discord.world.directChannel(bot.anna)
    const replies = await bot.soon(() => bot.anna.messages(direct).find((one) => one.text.includes(`after ${code}`)))

    expect(replies.images).toHaveLength(1)
    expect(imageOf(reply.interactionId)).toBeUndefined()
  })

  test('50007: direct messages are closed as well, so the image is kept and nothing is posted', async () => {
    bot.anna.acceptDirectMessages(false)
    bot.discord.faults.add({ kind: 'error', code: 50_027, ...onResult })
    bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: postRoute })
    const reply = await submission('a kept fox')

    await bot.soon(async () => (await jobOf(reply.interactionId))?.delivery === 'kept')

    expect((await jobOf(reply.interactionId))?.images[0]?.hash).toMatch(/^[\da-f]{64}$/)
  })

  test('40005: an image that stays too large however small it is made becomes a link', async () => {
    bot.discord.faults.add({ kind: 'error', code: 40_005, ...onResult, times: 6 })
    const reply = await submission('an enormous fox')

    await bot.soon(() => reply.message.text.includes('is too large to post here: [open it](http'))

    expect(reply.message.images).toEqual([])
    await bot.soon(async () => (await jobOf(reply.interactionId))?.delivery === 'delivered')
  })

  test('200000: when AutoMod refuses the prompt from the first answer on, the image is made and shown without it', async () => {
    bot.guild.blockWord('unspeakable')
    const reply = await submission('an unspeakable fox')
    expect(reply.message.text).toMatch(accepted)

    await bot.soon(() => reply.message.images.length > 0)

    expect(reply.message.text).not.toContain('unspeakable')
  })

  test('200000: the prompt is also left out where the bot posts without an interaction', async () => {
    bot.guild.blockWord('forbidden')
    // The progress is shown twice: with the prompt, then without.
    bot.discord.faults.add({ kind: 'error', code: 50_027, ...onResult, skip: 2 })
    const reply = await submission('a forbidden fox')

    const posted = await bot.soon(() => imageOf(reply.interactionId))

    expect(posted.text).toContain('your image is ready')
    expect(posted.text).not.toContain('forbidden')
    expect(posted.images[0]?.alt).toBeNull()
  })

  test.each<[string, Fault]>([
    ['5xx again and again', { kind: 'server-error', status: 503, times: 4, ...onResult }],
    ['connections that break', { kind: 'drop', times: 4, ...onResult }],
  ])('after %s the result is delivered half a minute later in the same message', async (_, fault) => {
    bot.discord.faults.add(fault)
    const reply = await submission('a delayed fox')
    await bot.soon(() =>
      bot.logged.some((line) => line.includes('"step":"later"') && line.includes(reply.interactionId)),
    )
    expect(await jobOf(reply.interactionId)).toMatchObject({ state: 'succeeded', delivery: 'pending' })

    await bot.soon(() => reply.message.images.length > 0)

    expect(bot.channel.messages.filter((one) => jobIdOf(one) === reply.interactionId)).toHaveLength(1)
  })
})

describe('429', () => {
  test.each(['user', 'global', 'shared'] as const)(
    'with the scope %s it is waited for and counted, and the image is delivered once',
    async (scope) => {
      const name = `fluxkit_discord_rate_limits_total{scope="${scope}"}`
      const before = await metric(name)
      bot.discord.faults.add({ kind: 'rate-limited', scope, retryAfterMs: 50, ...onResult })
      const reply = await submission(`a fox in a queue of ${scope}`)

      await bot.soon(() => reply.message.images.length > 0)

      expect(await metric(name)).toBe(before + 1)
      await bot.soon(async () => (await jobOf(reply.interactionId))?.delivery === 'delivered')
    },
  )

  test('the bot counts the same invalid requests as Discord does: 401, 403 and 429, except shared limits', async () => {
    const before = { ours: await metric('fluxkit_discord_invalid_requests_total'), theirs: bot.discord.invalidRequests }
    bot.discord.faults.add({ kind: 'rate-limited', scope: 'shared', retryAfterMs: 20, ...onResult })
    bot.discord.faults.add({ kind: 'rate-limited', scope: 'user', retryAfterMs: 20, ...onResult })
    bot.discord.faults.add({ kind: 'error', code: 50_027, ...onResult })
    bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: postRoute })
    const reply = await submission('a fox that is refused in every way')

    await bot.soon(async () => (await jobOf(reply.interactionId))?.delivery === 'delivered')

    expect(bot.discord.invalidRequests - before.theirs).toBe(3)
    expect((await metric('fluxkit_discord_invalid_requests_total')) - before.ours).toBe(3)
  })
})
