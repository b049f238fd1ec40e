import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDiscordSimulator } from '@fluxkit/discord-simulator'
import { createSimulator } from '@fluxkit/simulator'
import { expect, onTestFinished, test } from 'vitest'
import type { Job } from '../model/job.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'

const rounds = Number(process.env['FLUXKIT_CRASH_ROUNDS'] ?? 4)
const seed = Number(process.env['FLUXKIT_CRASH_SEED'] ?? Date.now() % 1_000_000)
const jobsPerRound = 3
const settled: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled', 'unknown'])
/** Between every two writes. The short form takes the first ones, where money is at stake. */
const failpoints = [
  'before commit running',
  'after commit submitting',
  'before setDelivery',
  'after commit succeeded',
  'after claimNext',
  'after create',
  'after commit running',
  'before commit ready',
  'after commit ready',
  'before commit succeeded',
  'before noteAttempt',
  'after setDelivery',
  'before release',
  'after release',
  'before create',
  'before commit submitting',
  'before commit failed',
  'after commit failed',
  'before commit unknown',
  'after commit unknown',
  'after commit queued',
]
const program = fileURLToPath(new URL('../test/crash-bot.ts', import.meta.url))

test(
  `killed ${rounds} times at any point: every paid image is delivered once, nothing is submitted twice, the books balance`,
  async () => {
    const random = randomFrom(seed)
    const folder = mkdtempSync(join(tmpdir(), 'fluxkit-crash-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const discord = createDiscordSimulator({ rateLimits: 'off' })
    const running = await discord.listen()
    await using flux = createSimulator({ durationsMs: () => 300 + random() * 1500 })
    const { url } = await flux.listen()
    const channel = discord.world.guild('Pixels').channel('general')
    const people = ['anna', 'bert', 'cleo'].map((name) => discord.world.user(name))
    for (const person of people) discord.world.guild('Pixels').join(person)
    const env = {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: discord.botToken,
      DISCORD_API_BASE: running.apiBase,
      ACEDATACLOUD_API_TOKEN: 'flux-api-token-of-the-test',
      ACEDATACLOUD_API_BASE_URL: url,
      FLUXKIT_DATA_DIR: folder,
      FLUXKIT_PORT: '0',
      FLUXKIT_GUILDS: '*',
      FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none',
      FLUXKIT_GUILD_IMAGES_PER_DAY: 'none',
      FLUXKIT_PRICES: 'flux-dev=0.03',
      FLUXKIT_CURRENCY: 'USD',
      FLUXKIT_LEASE_SECONDS: '2',
    }

    for (let round = 0; round < rounds; round++) {
      // After the list, every second kill comes at a random time.
      const isTimed = round >= failpoints.length && random() < 0.5
      const failpoint = isTimed ? 'none' : (failpoints[round % failpoints.length] ?? 'none')
      const doomed = await startProcess(env, failpoint, 1 + Math.floor(random() * jobsPerRound))
      const submissions = people
        .slice(0, jobsPerRound)
        .map((person, index) =>
          person
            .slash(channel, 'flux generate', { prompt: `image ${round}-${index} ${faultFor(random())}` })
            .catch(() => undefined),
        )
      if (isTimed) setTimeout(() => doomed.kill('SIGKILL'), random() * 6000)
      setTimeout(() => doomed.kill('SIGKILL'), 8000)
      await ended(doomed)
      await Promise.all(submissions)
    }

    const survivor = await startProcess(env, 'none', 1)
    const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }
    const store = await openSqliteStore(join(folder, 'fluxkit.sqlite'), { config })
    const done = ({ state, delivery }: Job): boolean =>
      state === 'withdrawn' || (settled.has(state) && ['delivered', 'kept'].includes(delivery))
    const allJobs = async (): Promise<Job[]> => {
      const ids = new Set((await store.jobs.ledger()).map(({ jobId }) => jobId))
      return (await Promise.all([...ids].map((id) => store.jobs.get(id)))).filter((job) => job !== undefined)
    }
    await expect.poll(async () => (await allJobs()).every(done), { timeout: 60_000 }).toBe(true)
    survivor.kill('SIGTERM')
    await ended(survivor)

    const jobs = await allJobs()
    expect(jobs.length, `seed ${seed}`).toBeGreaterThan(0)
    for (const job of jobs) {
      const about = `seed ${seed}, job ${job.request.prompt}, ${job.state}`
      const messages = channel.messages.filter(
        ({ deleted, images, buttons }) =>
          !deleted && images.length > 0 && buttons.some(({ customId }) => customId?.includes(job.id)),
      )
      expect(messages.length, about).toBe(job.state === 'succeeded' ? 1 : 0)
      const tasks = flux.tasks.filter(({ prompt }) => prompt === job.request.prompt)
      expect(tasks.length, about).toBeLessThanOrEqual(1)
      expect(tasks.length, about).toBeGreaterThanOrEqual(job.state === 'succeeded' ? 1 : 0)
      const sum = (await store.jobs.ledger(job.id)).reduce((total, { units }) => total + units, 0)
      // What may have been accepted keeps its reservation.
      expect(sum, about).toBe(job.state === 'succeeded' || job.state === 'unknown' ? 300 : 0)
    }
    // Whatever the service has accepted belongs to a job, and its outcome was reported.
    const known = new Set(jobs.map((job) => job.request.prompt))
    expect(
      flux.tasks.filter(({ prompt }) => !known.has(prompt)),
      `seed ${seed}`,
    ).toEqual([])
    await store.close()
    await running.close().catch(exceptCutRequests)
  },
  60_000 + rounds * 20_000,
)

/** A request that a kill has cut off mid-body is a separate error in the simulator. */
function exceptCutRequests(error: unknown): void {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  const others = errors.filter((one) => !(one instanceof Error && one.message === 'aborted'))
  if (others.length > 0) throw new AggregateError(others, 'The simulator itself failed')
}

/** Most succeed; some are requested twice or fail. */
function faultFor(chance: number): string {
  if (chance < 0.1) return '[sim:429 times=1 retry-after=1]'
  if (chance < 0.2) return '[sim:reset-after]'
  return chance < 0.3 ? '[sim:task-fails]' : ''
}

function startProcess(env: NodeJS.ProcessEnv, failpoint: string, times: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', program, failpoint, String(times)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000)
      if (output.includes('"msg":"ready"')) resolve(child)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    // A failpoint may come before it is ready: there is unfinished work from the round before.
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve(child) : reject(new Error(`${code}\n${output}`)),
    )
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
  })
}

function randomFrom(start: number): () => number {
  let state = (start % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
