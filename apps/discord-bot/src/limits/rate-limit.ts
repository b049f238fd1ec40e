import type { Clock } from '@fluxkit/core/node'

/** So many at most in any window of this length, for each key; kept in memory. */
export interface RateLimit {
  /** @returns false when it is one too many */
  take(key: string): boolean
}

export function createRateLimit(clock: Pick<Clock, 'now'>, max: number, windowMs: number): RateLimit {
  const times = new Map<string, readonly number[]>()
  return {
    take(key) {
      const sinceMs = clock.now() - windowMs
      for (const [known, taken] of times) if ((taken.at(-1) ?? 0) <= sinceMs) times.delete(known)
      const recent = (times.get(key) ?? []).filter((atMs) => atMs > sinceMs)
      if (recent.length >= max) return false
      times.set(key, [...recent, clock.now()])
      return true
    },
  }
}
