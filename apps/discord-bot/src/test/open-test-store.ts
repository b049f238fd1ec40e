import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import type { Store } from '../store/store.ts'

/** A store that waits neither for the disk nor for company: every write is committed in the next turn. */
export function openTestStore(path = ':memory:'): Store {
  return openSqliteStore(path, { now: () => 0, durable: false })
}
