import type { Localized } from '../../language/translator.ts'
import type { ExitCode } from '../../errors/exit-codes.ts'

/** One line of the doctor's report. */
export interface Finding {
  readonly name:
    | 'program'
    | 'terminal'
    | 'proxy'
    | 'token'
    | 'uploads'
    | 'settings'
    | 'connection'
    | 'endpoints'
    | 'balance'
    | 'journal'
    | 'images'
    | 'owed'
  readonly level: 'ok' | 'warn' | 'fail'
  readonly message: Localized
  /** What to do about it. */
  readonly advice?: Localized
  /** With `fail`. */
  readonly exitCode?: ExitCode
}
