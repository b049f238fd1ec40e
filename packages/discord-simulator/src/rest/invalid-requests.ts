import type { DiscordClock } from '../clock/clock.ts'
import type { RestAnswer } from '../requests/request.ts'

/** Discord's rule: 10,000 answers of 401, 403 or 429 within 10 min block the address. Shared limits do not count. */
export const maxInvalidRequests = 10_000
const windowMs = 10 * 60_000

export interface InvalidRequests {
  /** In the last 10 min. */
  readonly count: number
  readonly blocked: boolean
  record(answer: RestAnswer): void
}

export function createInvalidRequests(clock: DiscordClock, max: number): InvalidRequests {
  let times: number[] = []

  function recent(): number {
    const sinceMs = clock.now() - windowMs
    if (times[0] !== undefined && times[0] <= sinceMs) times = times.filter((atMs) => atMs > sinceMs)
    return times.length
  }

  return {
    get count() {
      return recent()
    },
    get blocked() {
      return recent() >= max
    },
    record({ status, headers }) {
      const counts = status === 401 || status === 403 || (status === 429 && headers?.['x-ratelimit-scope'] !== 'shared')
      if (counts) times.push(clock.now())
    },
  }
}
