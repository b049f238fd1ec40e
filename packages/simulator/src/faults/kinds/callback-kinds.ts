import type { FaultKindInfo } from './fault-kind-info.ts'

export type CallbackFaultKind =
  | 'callback-lost'
  | 'callback-twice'
  | 'callback-late'
  | 'callback-forged'
  | 'callback-acceptance'
  | 'callback-bare-failure'

function callback(summary: string): FaultKindInfo {
  return { stage: 'callback', operations: ['callback'], summary }
}

/** Faults of the delivery of a result. */
export const callbackKinds: Readonly<Record<CallbackFaultKind, FaultKindInfo>> = {
  'callback-lost': callback('never sent'),
  'callback-twice': callback('sent twice'),
  'callback-late': callback('sent `ms` (default 10000) after the task has finished'),
  'callback-forged': callback('three forgeries first: altered URL, foreign task id, garbage; then the true one'),
  'callback-acceptance': callback('has the form of an acceptance: `task_id` and `trace_id`, no result'),
  'callback-bare-failure': callback(
    '`{"success":false,"error":"fetch failed"}` with the task id, whatever the result is',
  ),
}
