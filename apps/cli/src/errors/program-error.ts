import type { Charged } from '@fluxkit/core'
import { english, type Localized } from '../language/translator.ts'
import type { ExitCode } from './exit-codes.ts'

interface Details {
  /** Default: nothing was. */
  readonly charged?: Charged
  readonly cause?: unknown
}

const helpAdvice: Localized = ({ t }) => t('usage.help')

/** A failure that the terminal program itself found: what happened, what was charged, what to do next, how to exit. */
export class ProgramError extends Error {
  /** Stable, like the codes of core's errors. */
  readonly code: string
  readonly exitCode: ExitCode
  /** In English, as the message is. */
  readonly advice: string
  readonly charged: Charged
  readonly messageIn: Localized
  readonly adviceIn: Localized

  constructor(code: string, exitCode: ExitCode, message: Localized, advice: Localized, details: Details = {}) {
    super(message(english), 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.exitCode = exitCode
    this.advice = advice(english)
    this.messageIn = message
    this.adviceIn = advice
    this.charged = details.charged ?? 'no'
  }

  override get name(): string {
    return 'ProgramError'
  }
}

export function isProgramError(value: unknown): value is ProgramError {
  return value instanceof ProgramError
}

/** The value of an option or argument can't be used: `reason` says what it must be. */
export function invalidValue(name: string, value: string, reason: Localized): ProgramError {
  return usageError(({ t }) => t('usage.invalidValue', { name, value }), reason)
}

/** What was typed cannot be done; nothing was sent. Exit code 2. */
export function usageError(message: Localized, advice: Localized = helpAdvice): ProgramError {
  return new ProgramError('usage', 2, message, advice)
}
