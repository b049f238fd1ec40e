import type { ExitCode } from '../../errors/exit-codes.ts'

/** One line of the doctor's report. */
export interface Finding {
  readonly name: string
  readonly level: 'ok' | 'warn' | 'fail'
  readonly message: string
  /** What to do about it. */
  readonly advice?: string
  /** With `fail`. */
  readonly exitCode?: ExitCode
}
