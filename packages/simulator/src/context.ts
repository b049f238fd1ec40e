import type { Ledger } from './accounts/ledger.ts'
import type { RateLimiter } from './accounts/rate-limit.ts'
import type { TokenTable } from './accounts/tokens.ts'
import type { Usage } from './tasks/usage.ts'
import type { SimulatorClock } from './clock/clock.ts'
import type { Edition } from './contract/editions/edition.ts'
import type { FaultList } from './faults/fault-list.ts'
import type { PromptFaults } from './faults/prompt-faults.ts'
import type { Changes } from './page/changes.ts'
import type { ImageHost } from './images/image-host.ts'
import type { Uploads } from './images/uploads.ts'
import type { SimulatorStats } from './stats.ts'
import type { TaskRunner } from './tasks/task-runner.ts'
import type { TaskStore } from './tasks/task-store.ts'
import type { Timers } from './tasks/timers.ts'

/** What the routes of one simulator share. */
export interface Context {
  readonly edition: Edition
  readonly clock: SimulatorClock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: () => string
  readonly tokens: TokenTable | undefined
  readonly platformTokens: TokenTable | undefined
  readonly ledger: Ledger
  readonly usage: Usage
  readonly rateLimiter: RateLimiter
  readonly publicUrl: string | undefined
  readonly stats: SimulatorStats
  readonly store: TaskStore
  readonly runner: TaskRunner
  readonly faults: FaultList
  readonly promptFaults: PromptFaults
  readonly images: ImageHost
  readonly uploads: Uploads
  readonly changes: Changes
  /** Aborts when the simulator closes, which ends every hanging response. */
  readonly closing: AbortSignal
  reset(): void
}

/** Aborts when the caller disconnects or the simulator closes. */
export function lifeOf(context: Context, request: Request): AbortSignal {
  return AbortSignal.any([request.signal, context.closing])
}

/** The origin of links in the response to this request. */
export function linkOrigin(context: Context, request: Request): string {
  return context.publicUrl ?? new URL(request.url).origin
}
