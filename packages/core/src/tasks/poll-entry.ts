import type { FluxError } from '../errors/flux-error.ts'
import type { EndSample } from './durations.ts'
import type { KnownTask } from './known-tasks.ts'
import type { Waiter } from './waiter.ts'

/** A task that is waited for, and when it is polled. */
export interface PollEntry {
  readonly task: KnownTask
  readonly model: string | undefined
  readonly submittedAtMs: number
  pollAtMs: number
  /** How many tasks its last batch polled. */
  sharing: number
  /** No confirmation of a miss before this time. */
  confirmAtMs: number
  /** The request in flight that polls it. */
  request: PollRequest | undefined
  /** A poll is wanted as soon as the one in flight is answered. */
  again: boolean
  /** Its age when it was last seen running. */
  runningAtMs: number | undefined
  /** Why the last poll showed nothing. */
  lastFailure: FluxError | undefined
  readonly endSample: EndSample
  readonly waiters: Set<Waiter>
}

export interface PollRequest {
  readonly controller: AbortController
  /** A `retrieve` of one task: what it doesn't find is confirmed as missing. */
  readonly confirms: boolean
  /** Those of its tasks that are still waited for. */
  readonly entries: Set<PollEntry>
}
