export interface RateLimit {
  /** Requests a token may make in each window. */
  readonly requests: number
  readonly perMs: number
}

export interface RateLimiter {
  /** Milliseconds until the token may try again; 0 when this request is within the limit. */
  take(token: string, nowMs: number): number
}

/** Fixed windows that start with a token's first request. */
export function createRateLimiter(limit: RateLimit | undefined): RateLimiter {
  if (!limit) return { take: () => 0 }
  const windows = new Map<string, { startMs: number; used: number }>()
  return {
    take(token, nowMs) {
      const window = windows.get(token)
      if (!window || nowMs - window.startMs >= limit.perMs) {
        windows.set(token, { startMs: nowMs, used: 1 })
        return limit.requests > 0 ? 0 : limit.perMs
      }
      window.used += 1
      return window.used <= limit.requests ? 0 : window.startMs + limit.perMs - nowMs
    },
  }
}
