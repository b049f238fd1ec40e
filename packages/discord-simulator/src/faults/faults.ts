import type { DiscordErrorCode } from '../requests/errors.ts'
import type { RateLimitScope } from '../requests/rate-limited.ts'

interface FaultTarget {
  /** Default: any. */
  readonly method?: string
  /** The document's path, e.g. `/channels/{channel_id}/messages`, or a pattern for the real path. Default: any. */
  readonly route?: string | RegExp
  /** How many requests are hit; default 1. */
  readonly times?: number
  /** How many fitting requests pass unharmed before; default 0. */
  readonly skip?: number
}

/** `before`: nothing happens in Discord. `after`: it happened, but the client does not learn it. */
export type FaultMoment = 'before' | 'after'

/** Something that goes wrong with a REST request. */
export type Fault = FaultTarget &
  (
    | { readonly kind: 'rate-limited'; readonly retryAfterMs?: number; readonly scope?: RateLimitScope }
    | { readonly kind: 'server-error'; readonly status?: number; readonly effect?: FaultMoment }
    | { readonly kind: 'drop'; readonly effect?: FaultMoment }
    /** By the simulator's clock. */
    | { readonly kind: 'slow'; readonly delayMs: number; readonly effect?: FaultMoment }
    /** One of Discord's errors, e.g. 200000 for AutoMod; nothing happens. */
    | { readonly kind: 'error'; readonly code: DiscordErrorCode }
  )

export interface ArmedFault {
  readonly fault: Fault
  /** Requests that it hit so far. */
  readonly hits: number
  remove(): void
}

export interface Faults {
  add(fault: Fault): ArmedFault
  clear(): void
}

export interface FaultList extends Faults {
  /** The fault that a request meets, counted as a hit. */
  next(method: string, template: string, path: string): Fault | undefined
}

interface Entry {
  readonly fault: Fault
  skip: number
  left: number
  hits: number
}

export function createFaultList(): FaultList {
  const entries = new Set<Entry>()
  return {
    add(fault) {
      const entry: Entry = { fault, skip: fault.skip ?? 0, left: fault.times ?? 1, hits: 0 }
      entries.add(entry)
      return {
        fault,
        get hits() {
          return entry.hits
        },
        remove: () => void entries.delete(entry),
      }
    },
    clear: () => entries.clear(),
    next(method, template, path) {
      for (const entry of entries) {
        if (!fits(entry.fault, method, template, path)) continue
        if (entry.skip > 0) {
          entry.skip -= 1
          continue
        }
        entry.hits += 1
        entry.left -= 1
        if (entry.left <= 0) entries.delete(entry)
        return entry.fault
      }
      return undefined
    },
  }
}

function fits({ method, route }: FaultTarget, actual: string, template: string, path: string): boolean {
  if (method !== undefined && method !== actual) return false
  if (route === undefined) return true
  return typeof route === 'string' ? route === template : route.test(path)
}
