import { type FluxErrorCode, isFluxError } from '@fluxkit/core'
import type { StopReason } from '../host.ts'
import { isProgramError } from './program-error.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'

const byErrorCode: Readonly<Record<FluxErrorCode, ExitCode>> = {
  invalid_request: exitCodes.usage,
  bad_request: exitCodes.usage,
  api_not_implemented: exitCodes.usage,
  no_api: exitCodes.usage,
  redirected: exitCodes.usage,
  gateway_refused: exitCodes.notSubmitted,
  no_token: exitCodes.authentication,
  invalid_token: exitCodes.authentication,
  token_expired: exitCodes.authentication,
  token_mismatched: exitCodes.authentication,
  disabled: exitCodes.authentication,
  used_up: exitCodes.balance,
  moderated: exitCodes.refused,
  too_many_requests: exitCodes.notSubmitted,
  api_error: exitCodes.notSubmitted,
  service_unavailable: exitCodes.notSubmitted,
  bad_answer: exitCodes.notSubmitted,
  not_sent: exitCodes.notSubmitted,
  connection_lost: exitCodes.notSubmitted,
  timeout: exitCodes.notSubmitted,
  transport_failed: exitCodes.unexpected,
  outcome_unknown: exitCodes.outcomeUnknown,
  task_failed: exitCodes.taskFailed,
  finished_without_image: exitCodes.taskFailed,
  unknown_task: exitCodes.taskFailed,
  wait_deadline: exitCodes.stillRunning,
  unsafe_url: exitCodes.notSaved,
  image_unavailable: exitCodes.notSaved,
  image_too_large: exitCodes.notSaved,
  not_an_image: exitCodes.notSaved,
  image_truncated: exitCodes.notSaved,
  save_failed: exitCodes.notSaved,
  aborted: exitCodes.interrupted,
  client_closed: exitCodes.unexpected,
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
  return Object.hasOwn(byErrorCode, code) ? byErrorCode[code as FluxErrorCode] : undefined
}

/** The exit code for several pieces of work: their common one, otherwise `someFailed`. */
export function exitCodeOfAll(codes: readonly ExitCode[]): ExitCode {
  const [first = exitCodes.ok] = codes
  return codes.every((code) => code === first) ? first : exitCodes.someFailed
}

export function exitCodeOfStop(reason: StopReason): ExitCode {
  return reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated
}
