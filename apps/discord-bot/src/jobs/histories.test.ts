import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createFluxService } from '@fluxkit/jobs'
import { createSimulator } from '@fluxkit/simulator'
import { createFakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readConfig } from '../config/config.ts'
import { snowflakeAt } from '../discord/snowflake.ts'
import { createMetrics } from '../ops/metrics.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { createMemoryDiscord, type DiscordTrouble } from '../test/memory-discord.ts'
import { createMortalProcess } from '../test/mortal-process.ts'
import type { JobState } from '../model/job.ts'
import { createJobRunner, type JobRunner } from './job-runner.ts'
import type { JobTools } from './job-tools.ts'

const runs = Number(process.env['FLUXKIT_HISTORY_RUNS'] ?? 60)

const settings = readConfig({
  DISCORD_TOKEN: 'd',
  ACEDATACLOUD_API_TOKEN: 'f',
  FLUXKIT_PRICES: 'flux-dev=0.03',
  FLUXKIT_CURRENCY: 'USD',
  FLUXKIT_LEASE_SECONDS: '3',
})

const address = 'https://api.acedata.cloud'
/** What lost its answer and never arrived stays unknown. */
const settled: ReadonlySet<JobState> = new Set(['succeeded', 'failed', 'cancelled', 'withdrawn', 'unknown'])

type Step =
  | { readonly do: 'order'; readonly fate: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'cancel'; readonly job: number }
  /** The process is killed and another starts, which will die at its own n-th call. */
  | { readonly do: 'crash'; readonly after: number; readonly when: 'before' | 'after' }

const fates = [
  '',
  '',
  '',
  '[sim:reset-after]',
  '[sim:reset-before]',
  '[sim:task-fails]',
  '[sim:moderation]',
  '[sim:429 times=1 retry-after=1]',
  '[sim:504 times=1 accepted=true]',
]
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('order' as const), fate: fc.constantFrom(...fates) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 4000 }) }),
  fc.record({ do: fc.constant('cancel' as const), job: fc.nat(5) }),
  fc.record({
    do: fc.constant('crash' as const),
    after: fc.integer({ min: 0, max: 60 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
)
const trouble = fc.constantFrom<DiscordTrouble>(
  'none',
  'none',
  'none',
  'down',
  'down-after',
  'forbidden',
  'too-large',
  'automod',
)

test('whatever is submitted, fails or dies at any call, nothing is paid twice, lost or shown twice, and the books balance', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.array(trouble, { maxLength: 8 }),
      fc.integer({ min: 0, max: 60 }),
      live,
    ),
    { numRuns: runs, examples: [[[{ do: 'order', fate: '' }], [], 12]] },
  )
}, 120_000)

async function live(steps: readonly Step[], troubles: readonly DiscordTrouble[], firstDeath: number): Promise<void> {
  if (!settings.ok) throw new Error(settings.faults.join())
  const { config } = settings
  const clock = createFakeClock({ startMs, settle: settleWork })
  const store = await openTestStore({ clock, config })
  const flux = createSimulator({ clock, durationsMs: () => 1500 })
  let isOver = false
  const discord = createMemoryDiscord(() => clock.now(), troubles)
  const ids: string[] = []
  let current: { runner: JobRunner; kill: () => void }

  function start(callsLeft: number | undefined, when: 'before' | 'after'): void {
    const mortal = createMortalProcess(callsLeft, when)
    const own = mortal.clock(clock)
    const client = createFluxClient({
      token: 'f',
      baseUrl: address,
      transport: fetchTransport(flux.fetch),
      clock: own,
      random: () => 0.5,
    })
    const nothing = (): void => undefined
    const tools: JobTools = {
      store: {
        ...store,
        // What a dead process lists, it does nothing with.
        durable: { ...mortal.watch(store.durable), list: (query) => store.durable.list(query) },
        deliveries: mortal.watch(store.deliveries),
      },
      discord: mortal.watch(discord.port),
      images: mortal.watch({
        save: async () => ({ hash: 'a'.repeat(64), extension: 'png' }),
        read: async () => Buffer.from('png'),
      }) as never,
      clock: own,
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      metrics: createMetrics(async () => []),
      past: {},
      config,
    }
    const service = createFluxService({
      client: {
        submit: mortal.watch({ submit: client.submit.bind(client) }).submit,
        tasks: client.tasks,
        images: mortal.watch({ download: async () => ({ bytes: Buffer.from('png'), extension: 'png' }) }) as never,
        checkConnection: client.checkConnection.bind(client),
      },
      address,
      account: 'abc',
    })
    const runner = createJobRunner(tools, service)
    runner.start()
    current = { runner, kill: () => mortal.kill() }
  }

  /** As an interaction does it: announced, answered, accepted. A process that dies on the way never comes back. */
  async function submission(fate: string): Promise<void> {
    const id = String(snowflakeAt(clock.now()) + BigInt(ids.length))
    ids.push(id)
    const job = aJob({
      id,
      createdMs: clock.now(),
      request: { prompt: `${id} ${fate}`, size: undefined },
      place: { userId: `user-${ids.length}`, token: `token-${id}`, tokenUntilMs: clock.now() + 900_000 },
    })
    const announced = await current.runner.announce(job)
    if (announced.kind !== 'created') return
    await discord.port.reply(
      { id, token: job.place.token, applicationId: '900' },
      { components: [] },
      { ephemeral: false },
    )
    await announced.job.accept(job.request)
  }

  start(firstDeath, 'after')
  for (const one of steps) {
    if (one.do === 'order') void submission(one.fate).catch(() => undefined)
    if (one.do === 'wait') await clock.advance(one.ms)
    const id = one.do === 'cancel' ? ids[one.job] : undefined
    if (id !== undefined) void current!.runner.cancel(id)
    if (one.do === 'crash') {
      current!.kill()
      start(one.after, one.when)
    }
    await clock.advance(0)
  }
  current!.kill()
  start(undefined, 'after')
  const jobs = async () => (await Promise.all(ids.map((id) => store.jobs.get(id)))).filter((job) => job !== undefined)
  for (let round = 0; round < 400 && !isOver; round++) {
    await clock.advance(5000)
    isOver = (await jobs()).every(({ state, delivery, request }) => {
      const isFound = state !== 'unknown' || flux.tasks.every(({ prompt }) => prompt !== request.prompt)
      const isDelivered =
        delivery === 'delivered' || delivery === 'kept' || (state === 'withdrawn' && delivery === 'waiting')
      return settled.has(state) && isFound && isDelivered
    })
  }
  current!.kill()

  let balance = 0
  for (const { id, state, delivery, request } of await jobs()) {
    const about = `${state}, ${delivery}`
    const hasSucceeded = state === 'succeeded'
    expect([...settled], about).toContain(state)
    expect(state === 'withdrawn' ? ['delivered', 'kept', 'waiting'] : ['delivered', 'kept'], about).toContain(delivery)
    const sum = (await store.jobs.ledger(id)).reduce((total, { units }) => total + units, 0)
    // What may have been accepted keeps its reservation.
    expect(sum, about).toBe(hasSucceeded || state === 'unknown' ? 300 : 0)
    balance += sum
    const tasks = flux.tasks.filter(({ prompt }) => prompt === request.prompt).length
    // Whatever the account's list shows is found: nothing that was paid for stays unknown.
    expect(hasSucceeded ? [1] : state === 'failed' ? [0, 1] : [0], `${about}: tasks`).toContain(tasks)
    const shown = discord.withImagesOf(id).length
    const isShown = hasSucceeded && delivery === 'delivered'
    expect(isShown ? [1] : [0, hasSucceeded ? 1 : 0], `${about}: messages`).toContain(shown)
  }
  expect((await store.jobs.usages('100', [{ scope: 'guild', id: '', sinceMs: 0 }]))[0]?.units).toBe(balance)
  expect(flux.tasks.every(({ prompt }) => ids.some((id) => prompt.startsWith(id)))).toBe(true)
  await flux.close()
  await store.close()
}
