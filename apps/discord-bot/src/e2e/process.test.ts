import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDiscordSimulator, type DiscordSimulator } from '@fluxkit/discord-simulator'
import { createSimulator } from '@fluxkit/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'

// Two processes in all, for what only a process can show: each start costs seconds.

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

interface Program {
  readonly child: ChildProcess
  /** Everything that it has written, both streams. */
  output(): string
  /** The log line with this message, once there is one. */
  reported(message: string): Promise<Record<string, unknown>>
  readonly ended: Promise<number | null>
}

function start(env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', main], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const line = (message: string): string | undefined =>
    output.split('\n').find((one) => one.includes(`"msg":"${message}"`))
  return {
    child,
    output: () => output,
    reported: (message) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const found = line(message)
          if (found !== undefined) resolve(JSON.parse(found) as Record<string, unknown>)
        }
        child.stdout.on('data', check)
        child.once('exit', (code) => reject(new Error(`It ended (${code}) without saying "${message}": ${output}`)))
        check()
      }),
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
  }
}

describe('the bot as its operator starts it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-process-'))
  const flux = createSimulator({ durationsMs: () => 3_600_000 })
  let discord: DiscordSimulator
  let running: Awaited<ReturnType<DiscordSimulator['listen']>>
  let bot: Program
  let env: Record<string, string>
  beforeAll(async () => {
    discord = createDiscordSimulator()
    running = await discord.listen()
    const { url } = await flux.listen()
    writeFileSync(
      join(folder, 'settings.env'),
      'FLUXKIT_CURRENCY=USD\nFLUXKIT_PRICES=flux-dev=0.03\nFLUXKIT_LOG_LEVEL=silent\n',
    )
    env = {
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: running.apiBase,
      ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
      ACEDATACLOUD_API_BASE_URL: url,
      FLUXKIT_CONFIG_FILE: join(folder, 'settings.env'),
      FLUXKIT_DATA_DIR: join(folder, 'data'),
      FLUXKIT_PORT: '0',
      FLUXKIT_GUILDS: '*',
      FLUXKIT_LOG_LEVEL: 'info',
    }
    bot = start(env)
    await bot.reported('ready')
  })
  afterAll(async () => {
    bot.child.kill('SIGKILL')
    await bot.ended
    await running.close()
    await flux.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('reads its settings from a file, lets the environment override them, and logs them without secrets', async () => {
    const { settings } = await bot.reported('starting')

    expect(settings).toMatchObject({
      FLUXKIT_PRICES: { 'flux-dev': 300 },
      FLUXKIT_LOG_LEVEL: 'info',
      DISCORD_TOKEN: '(set)',
      ACEDATACLOUD_API_TOKEN: '(set)',
    })
  })

  test('shows how the process does, on its own port', async () => {
    const { metricsPort } = (await bot.reported('serving')) as { metricsPort: number }
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()

    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'fluxkit_jobs'])
      expect(metrics).toContain(`# HELP ${name} `)
  })

  test('asks Discord only for the intent Guilds', () => {
    expect(bot.output()).not.toContain('4014')
    expect(discord.gateway.connectedCount).toBe(1)
  })

  test('exits with code 0 on SIGTERM mid-job, and leaves the job running', async () => {
    const channel = discord.world.guild('Pixels').channel('general')
    const anna = discord.world.user('anna')
    discord.world.guild('Pixels').join(anna)
    const reply = await anna.slash(channel, 'flux generate', { prompt: 'a fox of great patience' })
    await reply.message.until((message) => message.text.includes('is painting'), 60_000)

    bot.child.kill('SIGTERM')

    expect(await bot.ended).toBe(0)
    const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }
    const store = await openSqliteStore(join(folder, 'data', 'fluxkit.sqlite'), { config })
    expect(await store.jobs.get(reply.interactionId)).toMatchObject({ state: 'running', held: false })
    await store.close()
  })

  test('logs JSON lines with job ids and without prompts or tokens', () => {
    const lines = bot.output().trim().split('\n')

    expect(lines.map((line) => JSON.parse(line) as { msg: string }).map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['starting', 'ready', 'submitted', 'draining', 'stopped']),
    )
    expect(bot.output()).toMatch(/"jobId":"\d+"/)
    for (const secret of ['great patience', discord.botToken, 'flux-api-token-of-the-test']) {
      expect(bot.output()).not.toContain(secret)
    }
  })

  test('exits with a code that restarts it when Discord closes for good, and says why', async () => {
    bot = start(env)
    await bot.reported('ready')
    discord.gateway.close(4013)

    expect(await bot.ended).toBe(1)
    expect(bot.output()).toContain('Discord has closed the connection for good (4013).')
  })
})
