import type { Charged } from '@fluxkit/core'
import type { Json } from './json.ts'

/**
 * One paid request, as it is stored: facts only, never a state. The state is derived by {@link stateOf}, so that no
 * host can drop a fact at a transition. Records are read loosely and rewritten as a whole, so fields of a later
 * version survive a rewrite by an earlier one. Never holds a token of the service.
 *
 * Times are milliseconds since the Unix epoch by the clock of the machine that wrote them.
 *
 * @typeParam Place Where the images go: a channel, a document position or a folder. Opaque here.
 */
export interface Job<Place = unknown> {
  readonly v: 1
  /** The host's own key: the same id can never make two jobs. 1 to 64 of `A-Z a-z 0-9 _ -`. */
  readonly id: string
  /** Rises by one with each write. */
  readonly rev: number
  /** Base URL of the service, or `sandbox` or `sandbox:<instance>`, whose tasks are free and end with their program. */
  readonly service: string
  /** A short keyed hash of the token; empty: not known. Another one is a reason to warn, never to conclude that a task is gone. */
  readonly account: string
  readonly origin: Origin
  /** What was requested, in core's spelling (`imageUrl`, not `image_url`). */
  readonly request: Json
  readonly place: Place
  readonly createdAtMs: number
  /** The last moment at which a user or a live process wanted it. Stores raise it to the last sign of life of a holder. */
  readonly wantedAtMs: number
  /** What it was expected to cost; held against the budget until the cost is known. */
  readonly estimate?: Cost
  /** One for each POST, written before it leaves. */
  readonly attempts: readonly Attempt[]
  readonly task?: Task
  /** Every link that was seen, in the order of the service. */
  readonly images: readonly JobImage[]
  /** When the result was first seen. */
  readonly readyAtMs?: number
  readonly cost?: Cost
  readonly check?: Check
  readonly end?: End
}

/** Who made it. Only this host knows what `place` means. */
export interface Origin {
  /** `cli`, `vscode`, `discord`, `server`, … */
  readonly app: string
  readonly actor: 'person' | 'agent'
}

/** What something costs, in credits unless the service says otherwise. */
export interface Cost {
  readonly amount: number
  /** As the service spells it: `credit`. */
  readonly currency: string
}

/** One POST of a submission. */
export interface Attempt {
  /** The callback key: the exact match when the answer is lost. */
  readonly key: string
  /** The body as sent, in the service's spelling. */
  readonly wire: Json
  readonly sentAtMs: number
  /** For an assumed attempt: the latest moment at which it may have been sent. Never stored. */
  readonly latestMs?: number
  /** The service's clock minus ours, from a `Date` header. */
  readonly serverOffsetMs?: number
  /** Absent until the answer is known; still absent when its process is gone, it counts as unknown. */
  readonly outcome?: AttemptOutcome
}

/** What the answer to a POST means for the money. */
export interface AttemptOutcome {
  /** `refused` and `not_sent` prove that nothing was accepted. */
  readonly kind: 'accepted' | 'refused' | 'not_sent' | 'unknown'
  readonly code?: string
  readonly traceId?: string
  /** One English sentence without prompt and token. */
  readonly summary?: string
}

/** The service’s task of a job: from the moment it is known, the job may be charged. */
export interface Task {
  readonly id: string
  /** How it became known. */
  readonly via: 'answer' | 'error' | 'callback' | 'listing' | 'person'
  readonly atMs?: number
  readonly traceId?: string
}

/** One image of the result, and whether it is saved. */
export interface JobImage {
  readonly url: string
  /** Where the host keeps the bytes: a path, a hash, a URI. Absent until they are saved. */
  readonly kept?: string
  /** Failed downloads and saves so far. */
  readonly tries: number
  readonly seed?: number | string
}

/** When the service is checked again, and what the last check found. */
export interface Check {
  /** Absent: no more automatic checks; a user can still start one. */
  readonly nextAtMs?: number
  /** Since when the same kind of trouble lasts. */
  readonly sinceMs: number
  readonly misses: number
  /** Times that a lost submission was searched for in a list. */
  readonly searches?: number
  readonly lastCode?: string
  readonly traceId?: string
  readonly summary?: string
}

/** How a job ended, and what is known of its charge. */
export interface End {
  /** `discarded`: a user gave up a job that may have been paid for. */
  readonly kind: 'done' | 'failed' | 'cancelled' | 'discarded'
  readonly code?: string
  /** The service's own code. */
  readonly serviceCode?: string
  readonly charged: Charged
  readonly atMs: number
  readonly traceId?: string
  readonly summary?: string
}

/** A record that cannot be read: half a file, a later version, another job's name. It is owed, and blocks its own id. */
export interface Damaged {
  /** What is wrong, as a sentence for people. */
  readonly damaged: string
  readonly id?: string
}

/** What a record holds: a job, or the reason why it can’t be read. */
export type Entry<Place = unknown> = { readonly job: Job<Place> } | Damaged

/** Is it a record that can’t be read? */
export function isDamaged<Place>(entry: Entry<Place>): entry is Damaged {
  return 'damaged' in entry
}
