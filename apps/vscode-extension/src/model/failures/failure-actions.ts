import type { FluxErrorCode } from '@fluxkit/core'
import type { JobFailure } from '../jobs/job-failure.ts'

/** What a user can do about a failure, as buttons of a message. */
export type FailureAction = 'setToken' | 'topUp' | 'usage' | 'retry' | 'collect' | 'settings' | 'log'

/** Refusals of our own, before anything was sent or about whose job it is. */
type OwnCode =
  | 'elsewhere'
  | 'held'
  | 'interrupted'
  | 'no_platform_token'
  | 'not_written'
  | 'other_account'
  | 'unexpected'
  | 'upload_declined'
  | 'upload_forbidden'

/** What helps, where nothing was charged and where something may have been: then what is paid for can be recovered. */
interface Help {
  readonly free: readonly FailureAction[]
  readonly paid: readonly FailureAction[]
}

const token: Help = { free: ['setToken'], paid: ['setToken', 'collect'] }
const request: Help = { free: ['log'], paid: ['log', 'collect'] }
const address: Help = { free: ['settings'], paid: ['settings', 'collect'] }
const network: Help = { free: ['retry', 'log'], paid: ['collect'] }
const service: Help = { free: ['retry', 'log'], paid: ['collect', 'log'] }
const stopped: Help = { free: ['retry'], paid: ['collect'] }
const download: Help = always('collect')

/** A code of core that is missing here doesn't compile. */
const help: Readonly<Record<FluxErrorCode | OwnCode, Help>> = {
  invalid_request: request,
  no_token: token,
  invalid_token: token,
  token_expired: token,
  token_mismatched: token,
  disabled: token,
  used_up: { free: ['topUp', 'retry'], paid: ['topUp', 'collect'] },
  moderated: { free: [], paid: ['log', 'collect'] },
  bad_request: request,
  api_not_implemented: request,
  no_api: address,
  redirected: address,
  gateway_refused: address,
  too_many_requests: stopped,
  api_error: service,
  service_unavailable: service,
  bad_answer: service,
  not_sent: network,
  connection_lost: network,
  timeout: network,
  transport_failed: { free: ['log'], paid: ['collect', 'log'] },
  outcome_unknown: always('usage', 'collect', 'retry'),
  aborted: stopped,
  client_closed: stopped,
  task_failed: always('retry', 'log'),
  finished_without_image: always('retry', 'log'),
  unknown_task: always('collect', 'usage'),
  wait_deadline: download,
  unsafe_url: always('log'),
  image_unavailable: download,
  image_too_large: always('log'),
  not_an_image: download,
  image_truncated: download,
  save_failed: download,
  elsewhere: always('settings', 'setToken'),
  held: always(),
  interrupted: always('retry'),
  no_platform_token: always('setToken'),
  not_written: always('collect', 'log'),
  other_account: always('setToken'),
  unexpected: { free: ['log'], paid: ['collect', 'log'] },
  upload_declined: always(),
  upload_forbidden: always('settings'),
}

function always(...actions: readonly FailureAction[]): Help {
  return { free: actions, paid: actions }
}

/** What helps against a failure. A newer program of this machine may have recorded codes that this one doesn't know. */
export function actionsOf({ code, charged }: JobFailure): readonly FailureAction[] {
  const { free, paid } = Object.hasOwn(help, code) ? help[code as keyof typeof help] : help.unexpected
  return charged === 'no' ? free : paid
}
