import { findModel } from '@fluxkit/core'
import type { JobStore } from '../store/store.ts'

/** For models that nobody knows. */
const usualMs = 20_000

/** How long a picture of a model takes: the measured median, or what core expects before anything was measured. */
export async function expectedDurationMs(jobs: JobStore, model: string): Promise<number> {
  return (await jobs.medianDurationMs(model)) ?? findModel(model)?.typicalDuration.p50Ms ?? usualMs
}
