import type { Erasure } from '../store.ts'

/** A row of `erasures`, of any store. */
export function erasureFrom(row: Readonly<Record<string, unknown>>): Erasure {
  return { userId: String(row['user_id']), requestedMs: Number(row['requested_ms']) }
}
