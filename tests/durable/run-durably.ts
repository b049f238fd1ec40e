import { chargedOf, createFluxService, createMemoryStore, createRunner, type Job, stateOf } from '@fluxkit/jobs'
import type { Fault } from '@fluxkit/simulator'
import { createLab, type LabOptions } from '../support/lab.ts'

/** The outcome of one job under one fault, by the job and by the simulator's own books. */
export interface Outcome {
  readonly state: string
  readonly charged: string
  readonly saved: number
  /** Credits in the record. */
  readonly cost: number | undefined
  readonly posts: number
  /** Tasks that were charged and not refunded. */
  readonly paid: number
  readonly job: Job
}

const waitMs = 1_800_000

/** Runs a job while faults are in force, as a program does that runs for half an hour. */
export async function runDurably(
  faults: readonly Fault[],
  request: object = {},
  options: LabOptions = {},
): Promise<Outcome> {
  await using lab = await createLab(options)
  const { client, clock, url, simulator } = lab
  const service = createFluxService({ client, address: url, account: 'acc-1' })
  const store = createMemoryStore({ clock })
  let saved = 0
  const runner = createRunner({
    store,
    clock,
    random: () => 0.5,
    leaseMs: 3_600_000,
    waitMs,
    host: {
      serviceFor: async () => service,
      keep: async () => ({ kept: `/${(saved += 1)}.png` }),
    },
  })
  for (const fault of faults) simulator.faults.add(fault)
  const created = await runner.create({
    id: 'job-1',
    service: url,
    account: 'acc-1',
    origin: { app: 'test', actor: 'person' },
    request: { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1024x1024', count: 1, ...request },
    place: {},
  })
  if ('exists' in created) throw new Error('The job exists.')
  const { job } = await lab.settle(created.run())
  if (!job) throw new Error('There is no job.')
  const { submissions, charges, refunds } = simulator.stats
  return {
    state: stateOf(job, clock.now(), false),
    charged: chargedOf(job),
    saved,
    cost: job.cost?.amount,
    posts: submissions,
    paid: charges - refunds,
    job,
  }
}
