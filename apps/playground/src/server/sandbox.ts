import { createDiscordSimulator, type LoggedRequest } from '@fluxkit/discord-simulator'
import { createSimulator, type Durations } from '@fluxkit/simulator'
import { fillWorld } from './sandbox-world.ts'

/** What Discord's double has to tell, in the order it happens. */
export type DiscordNews =
  | ({ readonly kind: 'request' } & Pick<LoggedRequest, 'method' | 'route' | 'status'>)
  | { readonly kind: 'judgement'; readonly about: string; readonly problems: readonly string[] }
  | { readonly kind: 'gateway'; readonly online: boolean }

/** The doubles of Discord and of the Flux API, with people in them. */
export interface Sandbox {
  /** What the bot is told. */
  readonly botToken: string
  readonly apiBase: string
  readonly fluxUrl: string
  /** Where pages act as people. */
  readonly controlUrl: string
  /** `judging`, or `skipped: …` with the reason. */
  readonly judgeStatus: string
  readonly judged: number
  readonly fluxCounts: { readonly submitted: number; readonly chargedCredits: number }
  /** @returns a function that ends it */
  listen(listener: (news: DiscordNews) => void): () => void
  /** @throws JudgementError when something was not as Discord's document has it */
  close(): Promise<void>
}

export interface SandboxOptions {
  /** Origins of the page that may act as people. */
  readonly origins: readonly string[]
  /** How long images take. */
  readonly durationsMs?: Durations
}

/** Short enough to enjoy, long enough to see the progress. */
const playSpeed = 2

export async function startSandbox({ origins, durationsMs }: SandboxOptions): Promise<Sandbox> {
  const flux = createSimulator({
    random: Math.random,
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
    judgeStatus: discord.judge.status,
    get judged() {
      return discord.judge.checked
    },
    get fluxCounts() {
      return { submitted: flux.stats.accepted, chargedCredits: flux.stats.chargedCredits }
    },
    listen(listener) {
      let toldFailures = discord.judge.failures.length
      return discord.events.subscribe((event) => {
        if (event.type === 'rest.answered') listener({ kind: 'request', ...pick(event) })
        if (event.type.startsWith('gateway.')) listener({ kind: 'gateway', online: discord.gateway.connectedCount > 0 })
        for (const failure of discord.judge.failures.slice(toldFailures)) {
          const { method, route, problems, direction } = failure
          listener({ kind: 'judgement', about: `${direction} ${method} ${route}`, problems })
        }
        toldFailures = discord.judge.failures.length
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
