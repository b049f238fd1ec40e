import { type FailureKind, failureKindOf, isFluxError } from '@fluxkit/core'
import type { StopReason } from '../host.ts'
import { isProgramError } from './program-error.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'

const byKind: Readonly<Record<FailureKind, ExitCode>> = {
  request: exitCodes.usage,
  unsupported: exitCodes.usage,
  address: exitCodes.usage,
  token: exitCodes.authentication,
  balance: exitCodes.balance,
  moderation: exitCodes.refused,
  gateway: exitCodes.notSubmitted,
  rate_limit: exitCodes.notSubmitted,
  service: exitCodes.notSubmitted,
  unreachable: exitCodes.notSubmitted,
  connection: exitCodes.notSubmitted,
  lost: exitCodes.outcomeUnknown,
  task: exitCodes.taskFailed,
  missing: exitCodes.taskFailed,
  running: exitCodes.stillRunning,
  image: exitCodes.notSaved,
  unusable: exitCodes.notSaved,
  stopped: exitCodes.interrupted,
  closed: exitCodes.unexpected,
  program: exitCodes.unexpected,
}

/** The exit code for one failure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isProgramError(error)) return error.exitCode
  if (!isFluxError(error)) return exitCodes.unexpected
  // The error may come from a newer core than this table.
  const exitCode = exitCodeOfCode(error.code) ?? exitCodes.unexpected
  // The service failed while it took a submission: trying again may pay twice.
  return exitCode === exitCodes.notSubmitted && error.charged === 'unknown' ? exitCodes.outcomeUnknown : exitCode
}

/** The exit code for a code of core's errors, as records keep it. */
export function exitCodeOfCode(code: string): ExitCode | undefined {
  const kind = failureKindOf(code)
  return kind === undefined ? undefined : byKind[kind]
}

/** The exit code for several pieces of work: their common one, otherwise `someFailed`. */
export function exitCodeOfAll(codes: readonly ExitCode[]): ExitCode {
  const [first = exitCodes.ok] = codes
  return codes.every((code) => code === first) ? first : exitCodes.someFailed
}

export function exitCodeOfStop(reason: StopReason): ExitCode {
  return reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated
}
