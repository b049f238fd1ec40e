import { type FailureKind, failureKindOf } from '@fluxkit/core'

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

const byKind: Readonly<Record<FailureKind, ErrorRule>> = {
  request: refused,
  unsupported: refused,
  address: refused,
  token: refused,
  balance: refused,
  moderation: refused,
  gateway: refused,
  rate_limit: retried,
  service: refused,
  unreachable: retried,
  connection: unknown,
  lost: unknown,
  program: refused,
  stopped,
  closed: stopped,
  task: { ...unknown, poll: 'failed' },
  missing: { ...unknown, poll: 'missing' },
  running: unknown,
  image: unknown,
  unusable: { ...unknown, image: 'person' },
}

/** Another copy of core may throw codes that this one doesn't know: they prove nothing. */
export function errorRuleOf(code: string): ErrorRule {
  const kind = failureKindOf(code)
  return kind === undefined ? unexpectedRule : byKind[kind]
}

/** The rule for a refusal before anything was sent. */
export const refusalRule: ErrorRule = refused

/** For errors that aren't core's: a bug, or a failure of the host. They prove nothing. */
export const unexpectedRule: ErrorRule = unknown
