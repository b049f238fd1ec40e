import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiscordSimulator, type DiscordSimulator } from '@fluxkit/discord-simulator'
import { createImageRequests } from './image-requests.ts'
import { sampleUsage } from './process-usage.ts'
import { readBooks } from './read-books.ts'
import { type Results, resultsOf } from './results.ts'
import { startBot, stopBot } from './start-bot.ts'
import { startFlux } from './start-flux.ts'

export interface LoadOptions {
  /** Submissions a second. */
  readonly rate: number
  readonly seconds: number
  /** What every task takes at the service: rate × this are in flight. */
  readonly taskSeconds: number
  /** Side of the image that every task delivers, in pixels. */
  readonly imageSide: number
  /** For the bot's Node, such as `--cpu-prof`. */
  readonly nodeArgs: readonly string[]
  readonly note: (text: string) => void
}

const people = 200
const pricePerImage = '0.03'

/** The built bot under load, a process between two simulators; the Discord one shares this process with its users. */
export async function runLoad(options: LoadOptions): Promise<Results> {
  const { rate, seconds, taskSeconds, note } = options
  const loadBefore = loadavg()[0] ?? NaN
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-load-'))
  // Validating every request against Discord's document is what the tests do; here it would take the bot's share of the cores.
  const discord = createDiscordSimulator({ rateLimits: 'off', openApiPath: join(folder, 'not-checked') })
  const running = await discord.listen()
  const flux = await startFlux(taskSeconds * 1_000, options.imageSide)
  const bot = await startBot(
    {
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: running.apiBase,
      ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-bench',
      ACEDATACLOUD_API_BASE_URL: flux.url,
      FLUXKIT_DATA_DIR: folder,
      FLUXKIT_PORT: '0',
      FLUXKIT_GUILDS: '*',
      FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
      FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
      FLUXKIT_PRICES: `flux-dev=${pricePerImage}`,
      FLUXKIT_CURRENCY: 'USD',
      FLUXKIT_CONCURRENCY: '10000',
      FLUXKIT_GUILD_CONCURRENCY: '10000',
      FLUXKIT_USER_CONCURRENCY: '10000',
    },
    options.nodeArgs,
  )
  try {
    const usage = sampleUsage(bot.pid)
    const requests = countRequests(discord)
    const imageRequests = await submitRequests(discord, rate, seconds)
    note(`${imageRequests.all.length} submissions sent; waiting for the images`)
    if (!(await imageRequests.settled((taskSeconds + 120) * 1_000))) note('Some images have not arrived.')
    usage.stop()
    const { stats, tasks } = await flux.report()
    await stopBot(bot)
    const jobs = readBooks(join(folder, 'fluxkit.sqlite'))
    return resultsOf({
      load: { rate, seconds, taskSeconds, imageBytes: flux.imageBytes },
      machine: { node: process.versions.node, cores: availableParallelism(), loadBefore },
      imageRequests: imageRequests.all,
      jobs,
      tasks,
      stats,
      requests,
      usage,
    })
  } finally {
    bot.kill('SIGKILL')
    await running.close()
    await flux.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function submitRequests(
  discord: DiscordSimulator,
  rate: number,
  seconds: number,
): Promise<ReturnType<typeof createImageRequests>> {
  const guild = discord.world.guild('Pixels')
  const channel = guild.channel('general')
  const members = Array.from({ length: people }, (_, index) => discord.world.user(`user${index}`))
  for (const member of members) guild.join(member)
  const imageRequests = createImageRequests(discord)
  const startMs = performance.now()
  for (let index = 0; index < seconds * rate; index++) {
    const waitMs = (index * 1_000) / rate - (performance.now() - startMs)
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    const member = members[index % members.length]
    if (member) imageRequests.send(member, channel, `load ${index}`)
  }
  return imageRequests
}

/** Answered REST requests by method and route. */
function countRequests(discord: DiscordSimulator): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  discord.events.subscribe((event) => {
    if (event.type !== 'rest.answered') return
    const name = `${event.method} ${event.route}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  })
  return counts
}
