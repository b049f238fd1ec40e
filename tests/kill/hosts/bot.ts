import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createDiscordSimulator, type DiscordSimulator } from '@fluxkit/discord-simulator'
import type { KilledHost, KilledHostKind, World } from '../round.ts'
import { strikeArgs, strikeEnvironment } from '../strike-arguments.ts'
import type { Strike } from '../strike.ts'

const main = fileURLToPath(import.meta.resolve('@fluxkit/discord-bot/main'))

/** A member gives up on a bot that is silent for this long. */
const patienceMs = 3 * 60_000
/** Lost submissions are searched for within an hour, and a last time after a day. */
const recoveryMs = 2 * 3_600_000
const strideMs = 1_000

/** The Discord bot, used through a member's command; a restarted bot continues unfinished work. */
export const bot: KilledHostKind = { name: 'bot', writes: 90, open }

async function open(world: World): Promise<KilledHost> {
  const { clock } = world.time
  const discord = createDiscordSimulator({ clock, passTime: (waiting) => clock.until(waiting) })
  const running = await discord.listen()
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const anna = discord.world.user('anna')
  guild.join(anna)
  const images = (): number => anna.messages(channel).reduce((sum, message) => sum + message.images.length, 0)
  const start = (nodeArgs: readonly string[], strike: Strike): ChildProcess =>
    startBot(world, discord, running.apiBase, nodeArgs, strike)

  /** Runs it until the image has arrived, then stops it. */
  async function work(child: ChildProcess, limitMs: number): Promise<void> {
    const untilMs = clock.now() + limitMs
    while (isAlive(child) && images() === 0 && clock.now() < untilMs) await pass(strideMs)
    child.kill('SIGKILL')
  }

  const pass = (ms: number): Promise<void> => new Promise((resolve) => clock.setTimer(resolve, ms))

  return {
    start,
    async use(child) {
      await ready(child)
      if (!isAlive(child)) return
      // Fails when the bot dies before it answers.
      void anna.slash(channel, 'flux generate', { prompt: 'a red fox' }).catch(() => undefined)
      await work(child, patienceMs)
    },
    async recover() {
      const child = world.time.start((nodeArgs) => start(nodeArgs, {}))
      const closed = new Promise<void>((resolve, reject) => {
        child.once('close', (code) => (code === null ? resolve() : reject(new Error(`The bot ended with ${code}.`))))
      })
      const limitMs = world.simulator.stats.charges > 0 ? recoveryMs : patienceMs
      await clock.until(Promise.all([ready(child).then(() => work(child, limitMs)), closed]))
    },
    images: async () => images(),
    async [Symbol.asyncDispose]() {
      await running.close().catch(exceptCutRequests)
    },
  }
}

function startBot(
  { folder, url }: World,
  discord: DiscordSimulator,
  apiBase: string,
  nodeArgs: readonly string[],
  strike: Strike,
): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, ...strikeArgs, '--conditions=source', main], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'] ?? '',
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: apiBase,
      ACEDATACLOUD_API_TOKEN: 'a-token',
      ACEDATACLOUD_API_BASE_URL: url,
      FLUXKIT_DATA_DIR: folder,
      FLUXKIT_PORT: '0',
      FLUXKIT_GUILDS: '*',
      FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
      FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
      // Leases use the machine's clock, which no test moves.
      FLUXKIT_LEASE_SECONDS: '1',
      ...strikeEnvironment(strike),
    },
  })
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

/** Resolves when it accepts commands, or has exited. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000)
      if (output.includes('"msg":"ready"')) resolve()
    })
    child.once('close', () => resolve())
  })
}

/** A request that a kill has cut off mid-body is a separate error in the simulator. */
function exceptCutRequests(error: unknown): void {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  const others = errors.filter((one) => !(one instanceof Error && one.message === 'aborted'))
  if (others.length > 0) throw new AggregateError(others, 'The simulator itself failed')
}
