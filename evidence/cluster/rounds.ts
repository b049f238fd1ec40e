import { systemClock } from '@fluxkit/core/node'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import type { Reply } from '../../packages/discord-simulator/src/index.ts'
import type { BotProcess } from './bot-process.ts'
import { readBooks } from './books.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { complaintsIn, findingsOf, openIn } from './complaints.ts'
import { randomFrom } from './random.ts'

export interface RoundsResult {
  readonly requests: number
  readonly jobs: number
  readonly tasks: number
  readonly images: number
  readonly kills: number
  readonly stops: number
  /** Empty when nothing was lost or doubled, and nothing hangs. */
  readonly complaints: readonly string[]
  /** The logs of all processes, for a failure. */
  readonly logs: string
}

interface World extends Pick<Cluster, 'discord' | 'db'> {
  readonly flux: Simulator
  readonly replies: Reply[]
}

const memberNames = ['anna', 'bert', 'cleo', 'dora', 'emil', 'fred'] as const
const requestsOfARound = 4
const longestTaskMs = 1_500
/** The blow comes at any moment of the requests and of the work on them. */
const roundMs = 1_500
/** Longer than a lease, so that others take the work over, and longer than Discord waits for an answer. */
const longestStopMs = 5_000
const settleMs = 180_000

/**
 * In each round members request images, and one process is killed with SIGKILL and started again, or stopped with SIGSTOP for
 * a while. Whatever happens when, happens at random moments of the same seed.
 */
export async function runRounds(seed: number, rounds: number): Promise<RoundsResult> {
  const random = randomFrom(seed)
  await using flux = createSimulator({ durationsMs: () => 300 + random() * longestTaskMs, maxImageSide: 64 })
  const { url: fluxUrl } = await flux.listen()
  await using cluster = await startCluster({ webs: 3, workers: 2, fluxUrl, env: { FLUXKIT_LEASE_SECONDS: '3' } })
  const world = { ...cluster, flux, replies: [] as Reply[] }
  const guild = cluster.discord.world.guild('Pixels')
  const members = memberNames.map((name) => cluster.discord.world.user(name))
  for (const member of members) guild.join(member)
  const request = (prompt: string): void => {
    const member = members[world.replies.length % members.length]
    if (member) world.replies.push(member.sendSlash(guild.channel('general'), 'flux generate', { prompt }))
  }
  let kills = 0
  for (let round = 0; round < rounds; round++) {
    const victim = cluster.processes[Math.floor(random() * cluster.processes.length)]
    if (!victim) throw new Error('There is no process.')
    const isKill = random() < 0.5
    if (isKill) kills += 1
    const requests = Array.from({ length: requestsOfARound }, (_, at) => ({
      atMs: random() * roundMs,
      prompt: `fox ${round}-${at} ${faultFor(random())}`,
    }))
    const [blowMs, stopMs] = [random() * roundMs, random() * longestStopMs]
    await Promise.all([
      ...requests.map(({ atMs, prompt }) => sleep(atMs).then(() => request(prompt))),
      sleep(blowMs).then(() => (isKill ? restart(victim) : suspend(victim, stopMs))),
    ])
  }
  const hanging = await settled(world)
  const books = await readBooks(cluster.db)
  const { messages, tasks, ...findings } = findingsOf(world, books)
  return {
    requests: world.replies.length,
    jobs: books.length,
    tasks: tasks.length,
    images: messages.filter(({ deleted, images }) => !deleted && images.length > 0).length,
    kills,
    stops: rounds - kills,
    complaints: [...hanging, ...complaintsIn({ ...findings, messages, tasks })],
    logs: cluster.processes.map(({ name, log }) => `--- ${name}\n${log}`).join('\n'),
  }
}

async function restart(victim: BotProcess): Promise<void> {
  await victim.kill()
  await victim.start()
}

async function suspend(victim: BotProcess, ms: number): Promise<void> {
  victim.suspend()
  await sleep(ms)
  victim.resume()
}

/** @returns what still isn't over */
async function settled(world: World): Promise<string[]> {
  const open = async (): Promise<string[]> => openIn(findingsOf(world, await readBooks(world.db)))
  for (const endMs = systemClock.now() + settleMs; systemClock.now() < endMs; await sleep(250)) {
    if ((await open()).length === 0) return []
  }
  return open()
}

/** Most requests go well; some are refused once, lose their answer, or fail. */
function faultFor(chance: number): string {
  if (chance < 0.1) return '[sim:429 times=1 retry-after=1]'
  if (chance < 0.2) return '[sim:reset-after]'
  return chance < 0.3 ? '[sim:task-fails]' : ''
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
