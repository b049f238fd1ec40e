import type { SqliteDatabase } from '@fluxkit/jobs/node'

/** Higher than any version's: older programs refuse to start, too. */
const movedVersion = 1_000

/** Marks the file as moved, so that no process uses it. Within a transaction. */
export function markMoved(db: SqliteDatabase): void {
  db.run(`INSERT OR REPLACE INTO facts VALUES ('moved-to', 'postgresql')`)
  db.run(`PRAGMA user_version = ${movedVersion}`)
}

/** @throws {Error} when the data was moved: the jobs here have gone on elsewhere, and would be paid for twice */
export function checkNotMoved(db: SqliteDatabase, path: string): void {
  if (Number(db.get('PRAGMA user_version')?.['user_version']) !== movedVersion) return
  throw new Error(
    `The data in ${path} was moved to PostgreSQL, and goes on there. Set DATABASE_URL. Nothing was submitted or changed.`,
  )
}
