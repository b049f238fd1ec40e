import { findModel } from '@fluxkit/core'
import type { Clock } from '@fluxkit/core/node'
import { estimate, learn } from '@fluxkit/jobs'
import { unitsOfCost } from '../money/money.ts'
import type { JobReader } from '../store/store.ts'

/** As many as `learn` remembers. */
const remembered = 20
/** For unknown models. */
const usualMs = 20_000

export interface Expectation {
  readonly durationMs: number
  /** What the same model and action have cost so far; undefined: unknown. */
  readonly units: number | undefined
}

/** How long a request will probably take and what it will cost, by the latest jobs, or the model's typical duration. */
export async function expectationFor(
  jobs: Pick<JobReader, 'finished'>,
  { action, model, count }: { readonly action: string; readonly model: string; readonly count: number },
  currency: string,
): Promise<Expectation> {
  const finished = await jobs.finished(action, model, remembered)
  const learned = learn(finished.map((job) => ({ job, held: false })))
  const { cost, durationMs } = estimate(learned, { request: { action, model, count } })
  return {
    durationMs: durationMs ?? findModel(model)?.typicalDuration.p50Ms ?? usualMs,
    units: unitsOfCost(cost, currency),
  }
}

/** Twenty jobs that start together need not read the same twenty results each. */
const freshMs = 60_000

/** The durations of {@link expectationFor}, for a minute. */
export function createDurations(
  jobs: Pick<JobReader, 'finished'>,
  currency: string,
  clock: Pick<Clock, 'now'>,
): (request: { readonly action: string; readonly model: string; readonly count: number }) => Promise<number> {
  const known = new Map<string, { readonly atMs: number; readonly durationMs: Promise<number> }>()
  return ({ action, model, count }) => {
    const key = `${action} ${model} ${count}`
    const fresh = known.get(key)
    if (fresh && clock.now() - fresh.atMs < freshMs) return fresh.durationMs
    const durationMs = expectationFor(jobs, { action, model, count }, currency).then((expected) => expected.durationMs)
    known.set(key, { atMs: clock.now(), durationMs })
    // Failures are read again.
    durationMs.catch(() => known.delete(key))
    return durationMs
  }
}
