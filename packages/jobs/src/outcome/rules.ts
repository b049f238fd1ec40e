import type { FluxErrorCode } from '@fluxkit/core'

/**
 * What an error means, by what was being done. The rules for submissions apply only to errors that prove that nothing
 * was charged and that name neither a task nor an image: everything else may have been accepted.
 */
export interface ErrorRule {
  /** `refused`: final. `retry`: not accepted, may be sent again. `stopped`: nothing was sent. `unknown`: no proof. */
  readonly submit: 'refused' | 'retry' | 'stopped' | 'unknown'
  /** `failed`: the task has ended. `missing`: the service doesn't know it. `recheck`: says nothing about the task. */
  readonly poll: 'failed' | 'missing' | 'recheck' | 'stopped'
  /** `user`: an automatic retry changes nothing. */
  readonly image: 'recheck' | 'person' | 'stopped'
}

const refused = { submit: 'refused', poll: 'recheck', image: 'recheck' } as const
const retried = { ...refused, submit: 'retry' } as const
const unknown = { ...refused, submit: 'unknown' } as const
const stopped = { submit: 'stopped', poll: 'stopped', image: 'stopped' } as const

/** A code of core that is missing here doesn't compile. */
export const errorRules: Readonly<Record<FluxErrorCode, ErrorRule>> = {
  invalid_request: refused,
  no_token: refused,
  invalid_token: refused,
  token_expired: refused,
  token_mismatched: refused,
  disabled: refused,
  used_up: refused,
  moderated: refused,
  bad_request: refused,
  api_not_implemented: refused,
  no_api: refused,
  redirected: refused,
  gateway_refused: refused,
  too_many_requests: retried,
  api_error: refused,
  service_unavailable: refused,
  bad_answer: refused,
  not_sent: retried,
  connection_lost: unknown,
  timeout: unknown,
  transport_failed: refused,
  outcome_unknown: unknown,
  aborted: stopped,
  client_closed: stopped,
  task_failed: { ...unknown, poll: 'failed' },
  finished_without_image: { ...unknown, poll: 'failed' },
  unknown_task: { ...unknown, poll: 'missing' },
  wait_deadline: unknown,
  unsafe_url: { ...unknown, image: 'person' },
  image_unavailable: unknown,
  image_too_large: { ...unknown, image: 'person' },
  not_an_image: unknown,
  image_truncated: unknown,
  save_failed: unknown,
}

/** For errors that aren't core's: a bug, or a failure of the host. They prove nothing. */
export const unexpectedRule: ErrorRule = unknown
