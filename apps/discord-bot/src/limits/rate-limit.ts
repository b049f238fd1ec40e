import { createHash, randomUUID } from 'node:crypto'

/** So many at most in any window of this length, for each key; the same for all processes, and after a restart. */
export interface RateLimit {
  /** @returns false when it is one too many */
  take(key: string): Promise<boolean>
}

/** Leases of the database, by its clock. */
interface Leases {
  take(name: string, owner: string, leaseMs: number): Promise<boolean>
}

/** Each use takes one of `max` leases that expire after the window. @param name of what is limited */
export function createRateLimit(leases: Leases, name: string, max: number, windowMs: number): RateLimit {
  return {
    async take(key) {
      // Nothing of a user stays in the database when they have their data deleted.
      const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
      for (let slot = 1; slot <= max; slot++)
        if (await leases.take(`${name} ${hash} ${slot}`, randomUUID(), windowMs)) return true
      return false
    },
  }
}
