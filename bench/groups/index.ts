import { bundledStart, type BundledStartRow } from './bundled-start.ts'
import { cpuPerRequest, type CpuRow } from './cpu-per-request.ts'
import type { Group } from './group.ts'
import { inFlight, type InFlightRow } from './in-flight.ts'
import { longTasks, type LongTasksRow } from './long-tasks.ts'
import { oddTimes, type OddTimesRow } from './odd-times.ts'
import { paidTwice, type PaidTwiceRow } from './paid-twice.ts'
import { startUp, type StartUpRow } from './start-up.ts'
import { toDisk, type ToDiskRow } from './to-disk.ts'
import { unanswered, type UnansweredRow } from './unanswered.ts'
import { weight, type WeightRow } from './weight.ts'

/** The rows of each benchmark, in the order of the report. */
export interface Rows {
  readonly paidTwice: readonly PaidTwiceRow[]
  readonly inFlight: readonly InFlightRow[]
  readonly oddTimes: readonly OddTimesRow[]
  readonly longTasks: readonly LongTasksRow[]
  readonly cpuPerRequest: readonly CpuRow[]
  readonly startUp: readonly StartUpRow[]
  readonly bundledStart: readonly BundledStartRow[]
  readonly weight: readonly WeightRow[]
  readonly unanswered: readonly UnansweredRow[]
  readonly toDisk: readonly ToDiskRow[]
}

export type GroupName = keyof Rows

export const groups: { readonly [Name in GroupName]: Group<Rows[Name][number]> } = {
  paidTwice,
  inFlight,
  oddTimes,
  longTasks,
  cpuPerRequest,
  startUp,
  bundledStart,
  weight,
  unanswered,
  toDisk,
}

/** What one run of all benchmarks found. */
export interface Results {
  /** ISO 8601, only the day. */
  readonly date: string
  readonly node: string
  readonly cores: number
  readonly rounds: number
  readonly groups: Partial<Rows>
}
