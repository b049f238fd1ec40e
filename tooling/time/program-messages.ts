import type { NetworkReport } from './in-transit.ts'

/** From the test to a program: the clock stands there now. The program answers with a {@link ProgramReport}. */
export interface MoveMessage {
  readonly nowMs: number
  /** Nothing could happen on the way: what was due is late. */
  readonly isLate: boolean
}

/** What a program says once nothing runs in it any more. */
export interface ProgramReport {
  /** Nothing keeps it alive any more. */
  readonly isStopping: boolean
  /** When its next timer is due; absent without one. */
  readonly nextTimerMs?: number | undefined
  /** To standard output and standard error, where those are pipes or a terminal. */
  readonly bytesPrinted: number
  readonly network: NetworkReport
}
