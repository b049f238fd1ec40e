import { describe, expect, test } from 'vitest'
import { runProgram } from '../operator/run-program.ts'
import { makeImage } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

/** A command of the operator beside the running bot. */
async function run(bot: TestBot, command: string, publicUrl?: string): Promise<[code: number, text: string]> {
  let text = ''
  const print = (part: string): void => void (text += part)
  const code = await bot.clock.until(
    runProgram({
      env: {
        DISCORD_TOKEN: bot.config.DISCORD_TOKEN,
        DISCORD_API_BASE: bot.config.DISCORD_API_BASE,
        ...(publicUrl !== undefined && { FLUXKIT_PUBLIC_URL: publicUrl }),
      },
      args: [command],
      out: print,
      err: print,
      now: () => bot.clock.now(),
      runBot: () => Promise.reject(new Error('the bot was started')),
    }),
  )
  return [code, text]
}

const address = (bot: TestBot) => `http://127.0.0.1:${bot.app.port}`

describe('set-endpoint', () => {
  test('has Discord send interactions to the running bot, which passes its checks; remove-endpoint ends that', async () => {
    await using bot = await startBot({}, { interactions: 'http' })
    bot.discord.endpoint.use()

    expect(await run(bot, 'set-endpoint', `${address(bot)}/`)).toEqual([
      0,
      `Discord sends interactions to ${address(bot)}/interactions now, and none to the gateway.\n`,
    ])
    await makeImage(bot, { prompt: 'a red fox' })
    expect(await bot.discord.endpoint.probe()).toBeUndefined()

    expect(await run(bot, 'remove-endpoint')).toEqual([
      0,
      'Discord sends interactions to the gateway again. Start the bot without FLUXKIT_INTERACTIONS=http.\n',
    ])
    expect(bot.discord.endpoint.url).toBeUndefined()
  })

  test.each([
    ['takes no HTTP interactions', (bot: TestBot) => address(bot)],
    ['isn’t reachable', () => 'http://127.0.0.1:9'],
    ['has no https', () => 'http://bot.example.com'],
  ])('of a bot that %s says what to check, and changes nothing', async (_, urlOf) => {
    await using bot = await startBot({}, { interactions: 'gateway' })
    const url = urlOf(bot)

    expect(await run(bot, 'set-endpoint', url)).toEqual([
      1,
      `Discord could not verify ${url}/interactions. Start the bot with FLUXKIT_INTERACTIONS=http first, and check that this address leads to FLUXKIT_PORT over https. Nothing was changed.\n`,
    ])
    expect(bot.discord.endpoint.url).toBeUndefined()
  })

  test('needs the public address', async () => {
    await using bot = await startBot({}, { interactions: 'gateway' })

    expect(await run(bot, 'set-endpoint')).toEqual([
      1,
      'Set FLUXKIT_PUBLIC_URL to the public https address of the bot, such as https://bot.example.com.\n',
    ])
  })
})

describe('a bot on the gateway', () => {
  test('doesn’t start while Discord sends interactions elsewhere, and says what to do', async () => {
    await using bot = await startBot({}, { interactions: 'http' })
    const url = `${address(bot)}/interactions`

    await expect(bot.startPeer({ FLUXKIT_INTERACTIONS: 'gateway' })).rejects.toThrow(
      `Discord sends interactions to ${url}, so none arrive through the gateway. Remove that URL with "npm run bot -- remove-endpoint", or start the bot with FLUXKIT_INTERACTIONS=http to receive them there.`,
    )
    expect(bot.discord.gateway.connectedCount).toBe(0)
  })

  test('logs it within an hour when that begins while it runs', async () => {
    await using bot = await startBot({}, { interactions: 'gateway' })
    bot.discord.endpoint.use('http://127.0.0.1:9/interactions')
    await bot.clock.sleep(3_600_000)

    expect(bot.logged.filter((line) => line.includes('none arrive through the gateway'))).toHaveLength(1)
  })
})

describe('a bot over HTTP', () => {
  test('says how to have interactions sent to it, and when Discord has stopped sending them', async () => {
    await using bot = await startBot({}, { interactions: 'http' })
    const lines = (text: string) => bot.logged.filter((line) => line.includes(text)).length
    expect(lines('Run \\"npm run bot -- set-endpoint\\" while this bot runs.')).toBe(1)

    bot.discord.endpoint.use()
    await bot.clock.sleep(3_600_000)
    expect(lines('Check that this bot is reachable, and run \\"npm run bot -- set-endpoint\\" again.')).toBe(1)
  })

  test('stops when its token isn’t accepted any more', async () => {
    await using bot = await startBot({}, { interactions: 'http' })
    const failed = expect(bot.app.failed).rejects.toThrow('Discord does not accept the token any more (401).')
    const route = '/applications/@me'
    bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'GET', route })
    bot.discord.validator.takeFailures()
    await bot.clock.sleep(3_600_000)
    await failed
    bot.discord.validator.takeFailures()
  })
})
