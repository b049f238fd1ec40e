import { FluxError } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { settleWork } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMetrics } from '../ops/metrics.ts'
import { openTestStore } from '../test/open-test-store.ts'
import type { Store } from '../store/store.ts'
import { aJob, startMs } from '../test/builders.ts'
import { createMemoryDiscord } from '../test/memory-discord.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'
import { runJob } from './run-job.ts'

const shares = { total: 9, perGuild: 9, perUser: 9 }
const untilMs = startMs + 30_000
const png = Buffer.from('png')
const picture = { url: 'https://cdn.test/a.png' }
let clock: ReturnType<typeof createFakeClock>
let store: Store
beforeEach(() => {
  clock = createFakeClock({ startMs, settle: settleWork })
  store = openTestStore()
})
afterEach(() => store.close())

/** The service: one answer to a submission, one to the wait. */
function toolsWith(flux: {
  submit?: () => Promise<unknown>
  wait?: (id: string, options: object) => Promise<unknown>
}) {
  const nothing = (): void => undefined
  const tools = {
    store,
    discord: createMemoryDiscord(() => clock.now(), []).port,
    flux: {
      submit: flux.submit,
      tasks: { wait: flux.wait },
      images: { download: async () => ({ bytes: png, extension: 'png' }) },
    },
    pictures: { save: async () => ({ hash: 'a'.repeat(64), extension: 'png' }), read: async () => png },
    clock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: createMetrics(async () => []),
    config: { FLUXKIT_PRICES: { 'flux-dev': 300 }, FLUXKIT_JOB_DEADLINE_MINUTES: 60, FLUXKIT_CURRENCY: 'USD' },
  }
  return tools as unknown as JobTools
}

async function submitting(changes: Parameters<typeof aJob>[0] = {}): Promise<Job> {
  await store.jobs.create(aJob(changes), [], startMs)
  const job = await store.jobs.claimNext('me', shares, startMs, untilMs)
  if (!job) throw new Error('there was nothing to claim')
  return job
}

async function running(changes: Parameters<typeof aJob>[0] = {}): Promise<Job> {
  await submitting(changes)
  const job = await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
  if (!job) throw new Error('it was not moved')
  return job
}

const run = (tools: JobTools, job: Job) => runJob(tools, job, 'me', new AbortController().signal, true)
const sum = async (): Promise<number> => (await store.jobs.ledger('1')).reduce((total, { units }) => total + units, 0)

test('an error that may have been charged is never a reason to ask again, whatever else it says', async () => {
  const submit = () =>
    Promise.reject(new FluxError('outcome_unknown', 'Broke.', { retryable: true, charged: 'unknown' }))

  await run(toolsWith({ submit }), await submitting())

  expect((await store.jobs.get('1'))?.state).toBe('unknown')
})

test('who has lost the lease while waiting writes no result: another has the job', async () => {
  const job = await running()
  await store.jobs.claimStranded('other', untilMs, untilMs + 30_000)

  await run(toolsWith({ wait: async () => ({ images: [picture], raw: {} }) }), job)

  expect(await store.jobs.get('1')).toMatchObject({ state: 'running', leaseOwner: 'other' })
  expect(await sum()).toBe(300)
})

test('who has lost the lease while submitting still writes the task down, and leaves the job to the other', async () => {
  const job = await submitting()
  const submit = async () => {
    await store.jobs.claimStranded('other', untilMs, untilMs + 30_000)
    return { id: 't', size: { sent: '1024x1024' } }
  }

  await run(toolsWith({ submit }), job)

  expect(await store.jobs.get('1')).toMatchObject({ state: 'running', taskId: 't', leaseOwner: 'other' })
})

test('who comes back with a task that another has reported as unknown lets the job go on', async () => {
  const job = await submitting()
  const submit = async () => {
    await store.jobs.claimStranded('other', untilMs, untilMs + 30_000)
    const failure = { code: 'outcome_unknown', charged: 'unknown' } as const
    await store.jobs.move(
      '1',
      'submitting',
      'unknown',
      { finishedMs: startMs, costUnits: 0, images: 0, failure },
      'other',
    )
    return { id: 't', size: { sent: '1024x1024' } }
  }

  await run(toolsWith({ submit }), job)

  expect(await store.jobs.get('1')).toMatchObject({ state: 'running', taskId: 't' })
})

test('who cancels while a submission is on its way, and it is refused, has cancelled in time: nothing is sent again', async () => {
  const job = await submitting()
  const submit = async () => {
    await store.jobs.requestCancel('1')
    throw new FluxError('too_many_requests', 'Later.', { retryable: true, charged: 'no' })
  }

  await run(toolsWith({ submit }), job)

  expect((await store.jobs.get('1'))?.state).toBe('cancelled')
  expect(await sum()).toBe(0)
})

test('a task that cannot be written down at first is written down as soon as it can', async () => {
  const job = await submitting()
  const tools = toolsWith({
    submit: async () => ({ id: 't', size: { sent: '1024x1024' } }),
    wait: async () => ({ images: [picture], raw: {} }),
  })
  let failures = 2
  const move: typeof store.jobs.move = async (...change) => {
    if (failures-- > 0) throw new Error('database or disk is full')
    return store.jobs.move(...change)
  }

  const ended = run({ ...tools, store: { ...store, jobs: { ...store.jobs, move } } }, job)
  await clock.advance(10_000)
  await ended

  expect(await store.jobs.get('1')).toMatchObject({ state: 'succeeded', taskId: 't' })
})

test('the deadline counts from the submission, also for the process that takes the job up later', async () => {
  const job = await running()
  let options = {}
  await clock.advance(20 * 60_000)
  const wait = (_: string, given: object) => {
    options = given
    return Promise.reject(new FluxError('wait_deadline', 'Too late.'))
  }

  await run(toolsWith({ wait }), job)

  expect(options).toMatchObject({ deadlineMs: 40 * 60_000, submittedAtMs: startMs })
  expect(await store.jobs.get('1')).toMatchObject({ state: 'unknown', taskId: 't', failure: { code: 'wait_deadline' } })
  expect(await sum()).toBe(0)
})

const tooLate = () => Promise.reject(new FluxError('wait_deadline', 'Too late.'))

test('a job that is taken up after its deadline is waited for a minute before it is overdue', async () => {
  const job = await running()
  let options = {}
  await clock.advance(3 * 3_600_000)
  const wait = (_: string, given: object) => {
    options = given
    return tooLate()
  }

  await run(toolsWith({ wait }), job)

  expect(options).toMatchObject({ deadlineMs: 60_000 })
})

test('a job that is overdue again after a look that showed its end is not told again, nor looked for any longer', async () => {
  await run(toolsWith({ wait: tooLate }), await running())
  const first = await store.jobs.get('1')
  expect(first).toMatchObject({ state: 'unknown', delivery: 'delivered' })
  await clock.advance(600_000)
  await store.jobs.move('1', 'unknown', 'running', { taskId: 't' })

  const healed = await store.jobs.get('1')
  await run(toolsWith({ wait: tooLate }), healed ?? first!)

  expect(await store.jobs.get('1')).toMatchObject({
    state: 'unknown',
    delivery: 'delivered',
    finishedMs: first?.finishedMs,
    messageId: first?.messageId,
  })
  expect((await store.jobs.ledger('1')).map(({ units }) => units)).toEqual([300, -300])
})

test.each([
  [4, 4, 1200],
  [4, 3, 900],
  [1, 2, 300],
])('asked for %d, got %d: it costs %d, never more than was announced', async (asked, got, units) => {
  const job = await running({ request: { count: asked }, estimateUnits: asked * 300 })

  await run(toolsWith({ wait: async () => ({ images: Array.from({ length: got }, () => picture), raw: {} }) }), job)

  expect(await sum()).toBe(units)
  const query = { scope: 'user', id: '300', sinceMs: 0 } as const
  expect(await store.jobs.usage('100', query)).toEqual({ images: got, units })
})
