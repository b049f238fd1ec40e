import { type DurationQuantiles, findModel } from '../contract/models.ts'

/** For models that the registry does not know. The vendor: "seconds, often 1-2 minutes". */
const prior: DurationQuantiles = { p05Ms: 3_000, p50Ms: 15_000, p95Ms: 120_000 }

/** Fewer finished tasks say little about the next one. */
const minSamples = 5
/** Enough for quantiles of 5 %, few enough to follow the service when its speed changes. */
const maxSamples = 64

/** What a client has learned about how long the tasks of each model take. */
export interface DurationModel {
  /** One more finished task, from submission to finish. */
  record(model: string | undefined, durationMs: number): void
  quantiles(model: string | undefined): DurationQuantiles
}

export function createDurationModel(): DurationModel {
  const samples = new Map<string, number[]>()
  const learned = new Map<string, DurationQuantiles>()
  return {
    record(model = '', durationMs) {
      if (!(durationMs > 0)) return
      const list = samples.get(model) ?? []
      list.push(durationMs)
      if (list.length > maxSamples) list.shift()
      samples.set(model, list)
      learned.delete(model)
    },
    quantiles(model = '') {
      const known = learned.get(model)
      if (known) return known
      const list = samples.get(model) ?? []
      const quantiles = list.length < minSamples ? (findModel(model)?.typicalDuration ?? prior) : quantilesOf(list)
      learned.set(model, quantiles)
      return quantiles
    },
  }
}

/** @param durationsMs at least one */
export function quantilesOf(durationsMs: readonly number[]): DurationQuantiles {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { p05Ms: at(0.05), p50Ms: at(0.5), p95Ms: at(0.95) }
}
