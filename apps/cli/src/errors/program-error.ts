import type { Charged } from '@fluxkit/core'
import type { ExitCode } from './exit-codes.ts'

interface Details {
  /** Default: nothing was. */
  readonly charged?: Charged
  readonly cause?: unknown
}

/** A failure that the terminal program itself found: what happened, what was charged, what to do next, how to exit. */
export class ProgramError extends Error {
  /** Stable, like the codes of core's errors. */
  readonly code: string
  readonly exitCode: ExitCode
  readonly advice: string
  readonly charged: Charged

  constructor(code: string, exitCode: ExitCode, message: string, advice: string, details: Details = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.exitCode = exitCode
    this.advice = advice
    this.charged = details.charged ?? 'no'
  }

  override get name(): string {
    return 'ProgramError'
  }
}

export function isProgramError(value: unknown): value is ProgramError {
  return value instanceof ProgramError
}

/** What was typed cannot be done; nothing was sent. Exit code 2. */
export function usageError(message: string, advice = 'Add --help to see how the command works.'): ProgramError {
  return new ProgramError('usage', 2, message, advice)
}
