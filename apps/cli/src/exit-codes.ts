import { type FluxErrorCode, isFluxError } from '@fluxkit/core'
import type { StopReason } from './host.ts'
import type { JobOutcome } from './jobs/job-event.ts'
import { isProgramError } from './program-error.ts'

/** How the program ends. README.md holds the same table; a test compares the two. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  authentication: 3,
  balance: 4,
  refused: 5,
  notSubmitted: 6,
  outcomeUnknown: 7,
  taskFailed: 8,
  stillRunning: 9,
  notSaved: 10,
  someFailed: 11,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const exitCodeMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.ok, 'Done.'],
  [exitCodes.unexpected, 'Something unexpected: a mistake in Fluxkit, or a folder that cannot be read or written.'],
  [
    exitCodes.usage,
    'Wrong usage or an invalid request. Nothing was sent, or the service rejected it; nothing was charged.',
  ],
  [exitCodes.authentication, 'The token is missing, wrong, expired, for another API, or its application is disabled.'],
  [exitCodes.balance, 'The balance is not sufficient. Nothing was charged.'],
  [exitCodes.refused, 'The prompt or the picture was refused by moderation. Nothing was charged.'],
  [
    exitCodes.notSubmitted,
    'Rate limit, failure of the service or of the network; nothing was charged by it. Try again later.',
  ],
  [
    exitCodes.outcomeUnknown,
    'The request was sent and its answer was lost: it may have been charged. It is never repeated by itself.',
  ],
  [
    exitCodes.taskFailed,
    'The service accepted the task, but it ended without a picture, or the service does not know it.',
  ],
  [exitCodes.stillRunning, 'The task was still running at the deadline. `fluxkit wait` collects it later.'],
  [
    exitCodes.notSaved,
    'The picture was made and paid for, but could not be saved. `fluxkit wait` or `download` fetches it again.',
  ],
  [exitCodes.someFailed, 'Some of several pictures failed.'],
  [exitCodes.interrupted, 'Stopped by Ctrl-C. What was submitted goes on at the service; `fluxkit wait` collects it.'],
  [exitCodes.terminated, 'Stopped by SIGTERM or SIGHUP, otherwise as 130.'],
]

const byErrorCode: Readonly<Record<FluxErrorCode, ExitCode>> = {
  invalid_request: exitCodes.usage,
  bad_request: exitCodes.usage,
  api_not_implemented: exitCodes.usage,
  no_api: exitCodes.usage,
  redirected: exitCodes.usage,
  no_token: exitCodes.authentication,
  invalid_token: exitCodes.authentication,
  token_expired: exitCodes.authentication,
  token_mismatched: exitCodes.authentication,
  disabled: exitCodes.authentication,
  used_up: exitCodes.balance,
  moderated: exitCodes.refused,
  too_many_requests: exitCodes.notSubmitted,
  api_error: exitCodes.notSubmitted,
  bad_answer: exitCodes.notSubmitted,
  not_sent: exitCodes.notSubmitted,
  connection_lost: exitCodes.notSubmitted,
  timeout: exitCodes.notSubmitted,
  outcome_unknown: exitCodes.outcomeUnknown,
  task_failed: exitCodes.taskFailed,
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
  // `?? unexpected`: the error may come from a newer core than this table.
  return isFluxError(error) ? (byErrorCode[error.code] ?? exitCodes.unexpected) : exitCodes.unexpected
}

/** The exit code for one job: whatever keeps a picture that is made from being saved is `notSaved`. */
export function exitCodeOfOutcome({ job, error }: JobOutcome): ExitCode {
  if (error === undefined) return exitCodes.ok
  return job.state === 'succeeded' && !isProgramError(error) ? exitCodes.notSaved : exitCodeOf(error)
}

/** The exit code for several pieces of work: their common one, otherwise `someFailed`. */
export function exitCodeOfAll(codes: readonly ExitCode[]): ExitCode {
  const [first = exitCodes.ok] = codes
  return codes.every((code) => code === first) ? first : exitCodes.someFailed
}

export function exitCodeOfStop(reason: StopReason): ExitCode {
  return reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated
}
