import { type DurationQuantiles, findRules } from '../contract/models.ts'

/** For models that the registry does not know. The vendor: "seconds, often 1-2 minutes". */
const prior: DurationQuantiles = { p05Ms: 3_000, p50Ms: 15_000, p95Ms: 120_000 }

/** Fewer finished tasks say little about the next one. */
const minSamples = 5
/** Enough for quantiles of 5 %, few enough to follow the service when its speed changes. */
const maxSamples = 64
/** No image takes an hour: that is a clock gone wrong, and every later task would be polled too late. */
const maxDurationMs = 3_600_000
/** Tasks that are learned from together; later ones begin their own cohort. */
const maxCohortSize = 32

/** Reports that a task has ended: with its duration, or without when it ended otherwise. Later calls do nothing. */
export type EndSample = (durationMs?: number) => void

/** What a client has learned about how long the tasks of each model take, from submission to finish. */
export interface DurationModel {
  /** A task that is being waited for. */
  start(model: string | undefined): EndSample
  quantiles(model: string | undefined): DurationQuantiles
  /** Are the quantiles observed, or still those that a model starts with? */
  isLearned(model: string | undefined): boolean
}

/** How much longer a task seems to take here than at the service: the time that its submission was on its way. */
const maxTransitMs = 1_000
/** A task that its first poll finds finished after this time may have been finished for long. */
const maxUnseenMs = 5_000

/**
 * How long a task took, as far as the client's own observation allows: the service's clocks can be wrong, and a client that
 * learns durations that are too long polls too late.
 * @param reportedMs by the service's clocks
 * @param runningAtMs its age when it was last seen running; absent when its first poll found it finished
 * @param endedByMs its age when it was seen finished
 * @returns `undefined` when nothing can be learned
 */
export function observedDurationMs(
  reportedMs: number | undefined,
  runningAtMs: number | undefined,
  endedByMs: number,
): number | undefined {
  const fromMs = runningAtMs ?? 0
  if (reportedMs !== undefined && reportedMs <= endedByMs && reportedMs >= fromMs - maxTransitMs) return reportedMs
  // The middle, not the end: otherwise each estimate makes the first poll later, and the next estimate longer.
  const middleMs = (fromMs + endedByMs) / 2
  return runningAtMs === undefined && endedByMs > maxUnseenMs ? undefined : middleMs
}

/**
 * Tasks that were submitted together are learned from only when all of them have ended: those that end first are the
 * short ones, and learning only from them would poll for the others too early and then, as "late", too rarely.
 */
interface Cohort {
  started: number
  running: number
  readonly durationsMs: number[]
}

interface Learned {
  cohort: Cohort
  samplesMs: readonly number[]
  quantiles: DurationQuantiles
}

export function createDurationModel(): DurationModel {
  const models = new Map<string, Learned>()

  function learnedOf(model = ''): Learned {
    const learned = models.get(model) ?? {
      cohort: newCohort(),
      samplesMs: [],
      quantiles: findRules(model)?.typicalDuration ?? prior,
    }
    models.set(model, learned)
    return learned
  }

  return {
    start(model) {
      const learned = learnedOf(model)
      if (learned.cohort.started >= maxCohortSize) learned.cohort = newCohort()
      const { cohort } = learned
      cohort.started++
      cohort.running++
      let ended = false
      return (durationMs) => {
        if (ended) return
        ended = true
        cohort.running--
        if (durationMs !== undefined && durationMs > 0 && durationMs < maxDurationMs)
          cohort.durationsMs.push(durationMs)
        if (cohort.running > 0) return
        learned.samplesMs = [...learned.samplesMs, ...cohort.durationsMs].slice(-maxSamples)
        if (learned.samplesMs.length >= minSamples) learned.quantiles = quantilesOf(learned.samplesMs)
        if (learned.cohort === cohort) learned.cohort = newCohort()
      }
    },
    quantiles: (model) => learnedOf(model).quantiles,
    isLearned: (model) => learnedOf(model).samplesMs.length >= minSamples,
  }
}

function newCohort(): Cohort {
  return { started: 0, running: 0, durationsMs: [] }
}

/** @param durationsMs at least one */
export function quantilesOf(durationsMs: readonly number[]): DurationQuantiles {
  const sorted = [...durationsMs].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { p05Ms: at(0.05), p50Ms: at(0.5), p95Ms: at(0.95) }
}
