import { createDiscordSimulator, type LoggedRequest } from '@fluxkit/discord-simulator'
import { createSimulator, type Durations } from '@fluxkit/simulator'
import { fillWorld } from './sandbox-world.ts'

/** What the simulator of Discord reports, as it happens. */
export type DiscordUpdate =
  | ({ readonly kind: 'request' } & Pick<LoggedRequest, 'method' | 'route' | 'status'>)
  | { readonly kind: 'validation'; readonly about: string; readonly problems: readonly string[] }
  | { readonly kind: 'gateway'; readonly online: boolean }

/** The simulators of Discord and of the Flux API, with people in them. */
export interface Sandbox {
  /** What the bot receives. */
  readonly botToken: string
  readonly apiBase: string
  readonly fluxUrl: string
  /** Where pages act as people. */
  readonly controlUrl: string
  /** `validating`, or `skipped: …` with the reason. */
  readonly validatorStatus: string
  readonly validated: number
  readonly fluxCounts: { readonly submitted: number; readonly chargedCredits: number }
  /** @returns a function that ends it */
  listen(listener: (update: DiscordUpdate) => void): () => void
  /** @throws ValidationError when something was not as Discord's document has it */
  close(): Promise<void>
}

export interface SandboxOptions {
  /** Origins of the page that may act as people. */
  readonly origins: readonly string[]
  /** How long images take. */
  readonly durationsMs?: Durations
  /** Numbers in [0, 1) for seeds, thus for what images show. Default: `Math.random`. */
  readonly random?: () => number
}

/** Short enough to enjoy, long enough to see the progress. */
const playSpeed = 2

export async function startSandbox({ origins, durationsMs, random = Math.random }: SandboxOptions): Promise<Sandbox> {
  const flux = createSimulator({
    random,
    ...(durationsMs === undefined ? { speed: playSpeed } : { durationsMs }),
  })
  const { url: fluxUrl } = await flux.listen()
  const discord = createDiscordSimulator({ applicationName: 'Flux', control: { origins } })
  const running = await discord.listen()
  await fillWorld(discord.world)
  return {
    botToken: discord.botToken,
    apiBase: running.apiBase,
    fluxUrl,
    controlUrl: `http://127.0.0.1:${running.port}/simulator`,
    validatorStatus: discord.validator.status,
    get validated() {
      return discord.validator.checked
    },
    get fluxCounts() {
      return { submitted: flux.stats.accepted, chargedCredits: flux.stats.chargedCredits }
    },
    listen(listener) {
      let reportedFailures = discord.validator.failures.length
      return discord.events.subscribe((event) => {
        if (event.type === 'rest.answered') listener({ kind: 'request', ...pick(event) })
        if (event.type.startsWith('gateway.')) listener({ kind: 'gateway', online: discord.gateway.connectedCount > 0 })
        for (const failure of discord.validator.failures.slice(reportedFailures)) {
          const { method, route, problems, direction } = failure
          listener({ kind: 'validation', about: `${direction} ${method} ${route}`, problems })
        }
        reportedFailures = discord.validator.failures.length
      })
    },
    async close() {
      await flux.close()
      await running.close()
    },
  }
}

function pick({ method, route, status }: LoggedRequest): Pick<LoggedRequest, 'method' | 'route' | 'status'> {
  return { method, route, status }
}
