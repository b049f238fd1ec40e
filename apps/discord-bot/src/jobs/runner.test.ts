import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMetrics } from '../ops/metrics.ts'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import type { JobTools } from './job-tools.ts'
import { createRunner, type Runner } from './runner.ts'

let store: Store
let clock: FakeClock
beforeEach(() => {
  store = openTestStore()
  clock = createFakeClock({ startMs, settle: settleWork })
})
afterEach(() => store.close())

const never = (): Promise<never> => new Promise(() => undefined)

/** One job at a time, leases of 30 s, a service that paints for ever, and Discord that never answers an edit. */
function aRunner(): Runner {
  const nothing = (): void => undefined
  const tools = {
    store,
    discord: { editReply: never },
    flux: { submit: never },
    clock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: createMetrics(async () => []),
    config: {
      FLUXKIT_CONCURRENCY: 1,
      FLUXKIT_GUILD_CONCURRENCY: 1,
      FLUXKIT_USER_CONCURRENCY: 1,
      FLUXKIT_LEASE_SECONDS: 30,
      FLUXKIT_PRICES: {},
      FLUXKIT_CURRENCY: 'USD',
    },
  }
  return createRunner(tools as unknown as JobTools, 'me')
}

async function order(runner: Runner, id: string): Promise<void> {
  const job = aJob({ id })
  await runner.orders.announce(job, [])
  await runner.accept(id, job.request)
}

test('leases are extended even while Discord does not answer an update of positions', async () => {
  const runner = aRunner()
  runner.start()
  await order(runner, '1')
  await order(runner, '2')

  await clock.advance(120_000)

  expect((await store.jobs.get('1'))?.state).toBe('submitting')
  expect((await store.jobs.get('1'))?.leaseUntilMs).toBeGreaterThan(clock.now())
})

test('stopping does not wait for Discord to answer an update of positions', async () => {
  const runner = aRunner()
  runner.start()
  await order(runner, '1')
  await order(runner, '2')
  await clock.advance(10_000)
  let isStopped = false

  void runner.stop(20_000).then(() => (isStopped = true))
  await clock.advance(21_000)

  expect(isStopped).toBe(true)
})

test('a job that is being answered is not withdrawn by its own process after the machine has slept', async () => {
  const runner = aRunner()
  runner.start()
  await clock.advance(0)
  const job = aJob({ id: '3', createdMs: startMs })
  await runner.orders.announce(job, [])
  await clock.sleep(100_000)

  expect((await store.jobs.get('3'))?.state).toBe('announced')
  expect(runner.activeCount).toBe(0)
})
