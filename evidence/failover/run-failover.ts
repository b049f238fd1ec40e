import { systemClock } from '@fluxkit/core/node'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import type { Reply } from '../../packages/discord-simulator/src/index.ts'
import { readBooks } from '../cluster/books.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { complaintsIn, findingsOf, openIn } from '../cluster/complaints.ts'
import { randomFrom } from '../cluster/random.ts'
import { startServerPair } from './server-pair.ts'
import { startSwitchProxy } from './switch-proxy.ts'

export interface FailoverOptions {
  readonly seed: number
  readonly requests: number
  /** From the death of the primary to the promotion: what notices it takes time. */
  readonly noticeMs: number
  /** Programs of PostgreSQL; default: Debian's. */
  readonly programs?: string | undefined
}

export interface FailoverResult {
  readonly server: string
  readonly requests: number
  readonly jobs: number
  readonly images: number
  /** Requests whose member saw that they failed: nothing was saved, and nothing charged. */
  readonly failed: number
  /** Jobs whose member was asked whether they are still wanted. */
  readonly asked: number
  /** From the kill to the end of the promotion, measured there. */
  readonly promotedMs: number
  /** From the kill until a request that was sent after it is in the queue. */
  readonly answeredMs: number | undefined
  /** From the kill to the first image that arrived after the promotion. */
  readonly deliveredMs: number | undefined
  /** Empty when nothing was lost or doubled, and nothing hangs. */
  readonly complaints: readonly string[]
  readonly logs: string
}

interface World extends Pick<Cluster, 'discord' | 'db'> {
  readonly flux: Simulator
  readonly replies: Reply[]
}

/** Requests come all the time; the primary dies when a third of them are there. */
const everyMs = 300
const longestTaskMs = 4_000
const settleMs = 180_000
/** What the answer to a request says that was saved. */
const taken = /In the queue|is painting/

/**
 * A web process and two workers of the built bot, a primary and a synchronous standby (`synchronous_commit = remote_apply`). The
 * primary is killed with SIGKILL, the standby promoted, and the address leads there.
 */
export async function runFailover({ seed, requests, noticeMs, programs }: FailoverOptions): Promise<FailoverResult> {
  const random = randomFrom(seed)
  await using pair = await startServerPair(programs)
  await using proxy = await startSwitchProxy(pair.primaryPort)
  process.env['FLUXKIT_TEST_DATABASE_URL'] = `postgres://${pair.user}:-@127.0.0.1:${proxy.port}/postgres`
  await using flux = createSimulator({ durationsMs: () => 1_000 + random() * longestTaskMs, maxImageSide: 64 })
  const { url: fluxUrl } = await flux.listen()
  const env = { FLUXKIT_LEASE_SECONDS: '5', FLUXKIT_CONCURRENCY: '4' }
  await using cluster = await startCluster({ webs: 1, workers: 2, fluxUrl, env })
  const world: World = { ...cluster, flux, replies: [] }
  const channel = cluster.discord.world.guild('Pixels').channel('general')
  const member = cluster.discord.world.user('anna')
  cluster.discord.world.guild('Pixels').join(member)
  const shown = (): number => channel.messages.filter(({ deleted, images }) => !deleted && images.length > 0).length
  let [promotedMs, killedAtMs, shownThen] = [0, Infinity, Infinity]
  let [answeredMs, deliveredMs]: [number | undefined, number | undefined] = [undefined, undefined]
  const asked = new Set<string>()

  function watch(): void {
    const sinceMs = systemClock.now() - killedAtMs
    if (promotedMs > 0 && deliveredMs === undefined && shown() > shownThen) deliveredMs = sinceMs
    for (const message of channel.messages) {
      const isQuestion = !message.deleted && message.buttons.some(({ label }) => label === 'Discard')
      if (!isQuestion || asked.has(message.id)) continue
      asked.add(message.id)
      void member.click(message, 'Generate').catch(() => undefined)
    }
  }

  async function failOver(): Promise<void> {
    killedAtMs = systemClock.now()
    await pair.killPrimary()
    await sleep(noticeMs)
    await pair.promote()
    proxy.switchTo(pair.standbyPort)
    shownThen = shown()
    promotedMs = systemClock.now() - killedAtMs
  }

  let failing: Promise<void> | undefined
  for (let at = 0; at < requests; at++) {
    if (at === Math.floor(requests / 3)) failing = failOver()
    const reply = member.sendSlash(channel, 'flux generate', { prompt: `fox ${at}` })
    world.replies.push(reply)
    if (failing) {
      void reply
        .until((one) => taken.test(one.find()?.text ?? ''), 60_000)
        .then(() => (answeredMs ??= systemClock.now() - killedAtMs))
        .catch(() => undefined)
    }
    await sleep(everyMs * (0.5 + random()))
    watch()
  }
  await failing
  const hanging = await settled(world, watch)
  const books = await readBooks(cluster.db)
  const { messages, tasks, ...findings } = findingsOf(world, books)
  return {
    server: pair.version,
    requests,
    jobs: books.length,
    images: shown(),
    failed: requests - books.length,
    asked: asked.size,
    promotedMs: Math.round(promotedMs),
    answeredMs: answeredMs && Math.round(answeredMs),
    deliveredMs: deliveredMs && Math.round(deliveredMs),
    complaints: [...hanging, ...complaintsIn({ ...findings, messages, tasks })],
    logs: cluster.processes.map(({ name, log }) => `--- ${name}\n${log}`).join('\n'),
  }
}

async function settled(world: World, watch: () => void): Promise<string[]> {
  const open = async (): Promise<string[]> => openIn(findingsOf(world, await readBooks(world.db)))
  for (const endMs = systemClock.now() + settleMs; systemClock.now() < endMs; await sleep(250)) {
    watch()
    if ((await open()).length === 0) return []
  }
  return open()
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
