import { type FailureKind, failureKindOf } from '@fluxkit/core'
import type { JobFailure } from '../jobs/job-failure.ts'

/** What a user can do about a failure, as buttons of a message. */
export type FailureAction = 'setToken' | 'topUp' | 'usage' | 'change' | 'retry' | 'recover' | 'settings' | 'log'

/** Refusals of our own, before anything was sent or about whose job it is. */
type OwnCode =
  | 'elsewhere'
  | 'file_system'
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

const token: Help = { free: ['setToken'], paid: ['setToken', 'recover'] }
const request: Help = { free: ['log'], paid: ['log', 'recover'] }
const address: Help = { free: ['settings'], paid: ['settings', 'recover'] }
const network: Help = { free: ['retry', 'log'], paid: ['recover'] }
const service: Help = { free: ['retry', 'log'], paid: ['recover', 'log'] }
const stopped: Help = { free: ['retry'], paid: ['recover'] }
const download: Help = always('recover')

const byKind: Readonly<Record<FailureKind, Help>> = {
  request,
  unsupported: request,
  address,
  gateway: address,
  token,
  balance: { free: ['topUp', 'retry'], paid: ['topUp', 'recover'] },
  // The same prompt would be refused again.
  moderation: { free: ['change'], paid: ['log', 'recover'] },
  rate_limit: stopped,
  service,
  unreachable: network,
  connection: network,
  lost: always('usage', 'recover', 'retry'),
  program: { free: ['log'], paid: ['recover', 'log'] },
  stopped,
  closed: stopped,
  task: always('retry', 'log'),
  missing: always('recover', 'usage'),
  running: download,
  image: download,
  unusable: always('log'),
}

const ownCodes: Readonly<Record<OwnCode, Help>> = {
  file_system: request,
  elsewhere: always('settings', 'setToken'),
  held: always(),
  interrupted: always('retry'),
  no_platform_token: always('setToken'),
  not_written: always('recover', 'log'),
  other_account: always('setToken'),
  unexpected: { free: ['log'], paid: ['recover', 'log'] },
  upload_declined: always(),
  upload_forbidden: always('settings'),
}

function always(...actions: readonly FailureAction[]): Help {
  return { free: actions, paid: actions }
}

/** What helps against a failure. A newer program of this machine may have recorded codes that this one doesn't know. */
export function actionsOf({ code, charged }: JobFailure): readonly FailureAction[] {
  const kind = failureKindOf(code)
  const { free, paid } = kind === undefined ? helpOf(code) : byKind[kind]
  return charged === 'no' ? free : paid
}

function helpOf(code: string): Help {
  return Object.hasOwn(ownCodes, code) ? ownCodes[code as OwnCode] : ownCodes.unexpected
}
