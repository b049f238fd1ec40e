import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { createFakeFlux, type FakeFlux, type FakeFluxOptions } from '@fluxkit/jobs/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../config/config.ts'
import { createMetrics } from '../ops/metrics.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { openTestStore } from '../test/open-test-store.ts'
import type { JobState } from '../model/job.ts'
import { createJobRunner, type JobRunner } from './job-runner.ts'
import type { JobTools } from './job-tools.ts'

interface World {
  readonly clock: FakeClock
  readonly store: Store
  readonly flux: FakeFlux
  readonly runner: JobRunner
  stateOf(id: string): Promise<JobState | undefined>
  /** Another process on the same data. */
  peer(): JobRunner
}

const nothing = (): void => undefined
const never = (): Promise<never> => new Promise(() => undefined)
const answered = async () => ({ channelId: '200', id: '555', pictureUrls: [] })

/** One job at a time, leases of 30 s. @param discord what becomes of edits */
async function aWorld(options: Omit<FakeFluxOptions, 'clock'> = {}, discord: () => Promise<unknown> = answered) {
  const settings = readConfig({
    DISCORD_TOKEN: 'd',
    ACEDATACLOUD_API_TOKEN: 'f',
    FLUXKIT_CONCURRENCY: '1',
    FLUXKIT_PRICES: 'flux-dev=0.03',
  })
  if (!settings.ok) throw new Error(settings.faults.join())
  const { config } = settings
  const clock = createFakeClock({ startMs, settle: settleWork })
  const store = await openTestStore({ clock, config })
  onTestFinished(() => store.close())
  const flux = createFakeFlux({ clock, ...options })
  const tools = {
    store,
    discord: { editReply: discord, post: answered, openDirect: async () => '400', readChannel: async () => [] },
    images: { save: async () => ({ hash: 'a'.repeat(64), extension: 'png' }), read: async () => Buffer.from('png') },
    clock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: createMetrics(async () => []),
    past: {},
    config,
  } as unknown as JobTools
  const runner = createJobRunner(tools, flux)
  const stateOf = async (id: string) => (await store.jobs.get(id))?.state
  return { clock, store, flux, runner, stateOf, peer: () => createJobRunner(tools, flux) } satisfies World
}

async function request(runner: JobRunner, id: string): Promise<void> {
  const job = aJob({ id })
  const announced = await runner.announce(job)
  if (announced.kind === 'created') await announced.job.accept(job.request)
}

test('leases are extended even while Discord does not answer an update of positions', async () => {
  const { clock, runner, stateOf, store, peer } = await aWorld({ taskMs: 600_000 }, never)
  runner.start()
  await request(runner, '1')
  await request(runner, '2')
  await clock.advance(100)
  peer().start()
  await clock.advance(120_000)

  expect(await stateOf('1')).toBe('running')
  expect((await store.jobs.get('1'))?.held).toBe(true)
  expect(await stateOf('2')).toBe('queued')
})

test('stopping does not wait for Discord to answer an update of positions', async () => {
  const { clock, runner } = await aWorld({ taskMs: 600_000 }, never)
  runner.start()
  await request(runner, '1')
  await request(runner, '2')
  await clock.advance(10_000)
  let isStopped = false

  void runner.stop(20_000).then(() => (isStopped = true))
  await clock.advance(21_000)

  expect(isStopped).toBe(true)
})

test('a job that is being answered is nobody else’s, however long that takes', async () => {
  const { clock, runner, stateOf, peer } = await aWorld()
  runner.start()
  peer().start()
  await runner.announce(aJob({ id: '3' }))
  await clock.advance(100_000)

  expect(await stateOf('3')).toBe('announced')
})

test('what is cancelled while a submission is on its way that is refused is not sent again', async () => {
  const { clock, runner, stateOf, flux, store } = await aWorld({ answerMs: 5_000, receive: () => 'limit' })
  runner.start()
  await request(runner, '1')
  await clock.advance(1_000)
  const cancelled = runner.cancel('1')
  await clock.advance(60_000)

  // Nobody knew in time for the answer; the message says it afterwards.
  expect(await cancelled).toBe('running')
  expect([await stateOf('1'), flux.posts]).toEqual(['cancelled', 1])
  expect((await store.jobs.ledger('1')).map(({ units }) => units)).toEqual([300, -300])
})

test('what another process is about to submit is not submitted once it is cancelled here', async () => {
  const { clock, runner, stateOf, flux, peer } = await aWorld({ receive: (post) => (post === 0 ? 'limit' : 'accept') })
  const other = peer()
  runner.start()
  await request(runner, '1')
  await clock.advance(1_000)
  await clock.until(other.cancel('1'))
  await clock.advance(60_000)

  expect([await stateOf('1'), flux.posts]).toEqual(['cancelled', 1])
})

test('a callback without a task makes a lost submission be searched for at once', async () => {
  let isListed = false
  const { clock, runner, stateOf } = await aWorld({ receive: () => 'lose', canList: () => isListed })
  runner.start()
  await request(runner, '1')
  await clock.advance(60_000)
  expect(await stateOf('1')).toBe('unknown')
  isListed = true

  expect(await runner.adopt('1', undefined)).toBe(true)
  await clock.advance(0)

  expect(await stateOf('1')).not.toBe('unknown')
  expect(await runner.adopt('none', undefined)).toBe(false)
})

test('of a job that was forgotten a callback brings nothing back', async () => {
  const { clock, runner, stateOf, store } = await aWorld({ receive: () => 'lose', canList: () => false })
  runner.start()
  await request(runner, '1')
  await clock.advance(60_000)
  const job = await store.jobs.get('1')
  expect(job && (await runner.forget(job))).toBe(true)

  await runner.adopt('1', 'task-1')
  await clock.advance(60_000)

  expect(await stateOf('1')).toBe('withdrawn')
  expect(JSON.stringify(await store.durable.read('1'))).not.toContain('siamese')
  // Its money counts as spent: it may have been accepted.
  expect((await store.jobs.ledger('1')).map(({ units, images }) => [units, images])).toEqual([
    [300, 1],
    [0, -1],
  ])
})

test('what runs is not forgotten before it has ended', async () => {
  const { clock, runner, store } = await aWorld({ download: () => 'fail' })
  runner.start()
  await request(runner, '1')
  const forget = async () => {
    const job = await store.jobs.get('1')
    return job && runner.forget(job)
  }
  for (const ms of [0, 1_000, 8_000]) {
    await clock.advance(ms)
    expect(await forget()).toBe(false)
  }
  // Its links were shown; the image is still tried.
  await clock.advance(60_000)
  expect(await forget()).toBe(true)
  expect(JSON.stringify(await store.durable.read('1'))).not.toContain('img.example')
})
