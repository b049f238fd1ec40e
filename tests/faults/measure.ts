import { type Charged, type FluxErrorCode, isFluxError } from '@fluxkit/core'
import type { Fault } from '@fluxkit/simulator'
import { createLab, type Lab, type LabOptions } from '../support/lab.ts'
import { preparations, SomeFailed } from './operation-runs.ts'
import type { Scenario } from './scenarios.ts'

/** What core threw. */
export interface Thrown {
  readonly code: FluxErrorCode
  readonly charged: Charged
  readonly retryable: boolean
  readonly summary: string
  readonly namesTheTask: boolean
  /** How many of several tasks ended so; absent for one. */
  readonly share?: string
}

/** What one operation under one fault came to. */
export interface Measurement {
  /** Absent when it worked. */
  readonly thrown?: Thrown | undefined
  /** How it came to its end, where there are several ways. */
  readonly end?: string | undefined
  /** Requests of the kind that the fault disturbs, made while it was in force. */
  readonly tries: number
  /** By the simulator's own books, over the whole scenario. */
  readonly submissions: number
  readonly accepted: number
  readonly charges: number
  readonly refunds: number
}

export interface Measured extends Scenario {
  /** The fault passes after the first time. */
  readonly once: Measurement
  /** The fault stays; the same as `once` where it cannot. */
  readonly always: Measurement
}

export async function measure(scenario: Scenario, options: LabOptions = {}): Promise<Measured> {
  const once = await measureOne(scenario, { ...scenario.fault, times: 1 }, options)
  return { ...scenario, once, always: scenario.canStay ? await measureOne(scenario, scenario.fault, options) : once }
}

async function measureOne({ operation }: Scenario, fault: Fault, options: LabOptions): Promise<Measurement> {
  // Pauses before a further try are half as long as they may be.
  await using lab = await createLab({ ...options, client: { random: () => 0.5 } })
  const run = await preparations[operation](lab, fault)
  const before = lab.requests.length
  const outcome = await lab.settle(
    run().then(
      (end) => ({ end }),
      (error: unknown) => ({ thrown: describe(error) }),
    ),
  )
  const { submissions, accepted, charges, refunds } = lab.simulator.stats
  const tries = lab.requests.slice(before).filter((request) => isDisturbed(request, fault)).length
  return { ...outcome, tries, submissions, accepted, charges, refunds }
}

const paths: Readonly<Record<string, RegExp>> = {
  submit: /^\/flux\/images$/,
  poll: /^\/flux\/tasks$/,
  image: /^\/sandbox-images\//,
  upload: /^\/api\/v1\/files\/$/,
}

function isDisturbed({ url }: Lab['requests'][number], { operation = 'submit' }: Fault): boolean {
  return paths[operation]?.test(url.pathname) ?? false
}

/** @throws what is not an error of core: nothing else may come out of it */
function describe(error: unknown): Thrown {
  if (error instanceof SomeFailed) {
    const described = error.errors.map((each) => describe(each))
    const [first] = described
    if (!first || described.some(({ code }) => code !== first.code)) throw error
    return { ...first, share: `${described.length} of ${error.of}` }
  }
  if (!isFluxError(error)) throw error
  const { code, charged, retryable, summary, taskId } = error
  return { code, charged, retryable, summary, namesTheTask: taskId !== undefined }
}
