import { findModel } from '@fluxkit/core'
import { estimate, learn } from '@fluxkit/jobs'
import { unitsOfCost } from '../money/money.ts'
import type { JobReader } from '../store/store.ts'

/** As many as `learn` remembers. */
const remembered = 20
/** For models that nobody knows. */
const usualMs = 20_000

export interface Expectation {
  readonly durationMs: number
  /** What the same model and action have cost so far; undefined: not known. */
  readonly units: number | undefined
}

/** What a request will probably take and cost, by the latest jobs; its duration else by what core knows of the model. */
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
