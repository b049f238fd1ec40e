import type { PostgresDatabase, PostgresTransaction } from '@fluxkit/jobs/node'
import type { StoreStart } from '../store.ts'

/**
 * The server, its timeline and the database: another server is a copy or a restored dump; a timeline is begun by a promoted
 * standby and by a restore to a point in time, and both may lack the newest writes. The timeline is that of the next write:
 * the one of the last checkpoint follows minutes after a promotion. An ordinary role may read all three.
 */
export const fingerprintSql: string = `(SELECT system_identifier FROM pg_control_system())::text
  || ' ' || ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int::text
  || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database())::text`

/** What a process knows of the past of its database. */
export interface DatabasePast {
  /** See `Store.begin`. */
  begin(nowMs: number, onRestored?: () => void): Promise<StoreStart>
  /**
   * Is it still the database of the start? A standby may be promoted below a running process, also behind PgBouncer, where no
   * connection breaks. What was read before this resolves is as old as the {@link StoreStart} says from then on.
   *
   * @param fingerprint As it is now.
   */
  check(fingerprint: string): Promise<void>
}

export function createDatabasePast(db: PostgresDatabase, now: () => number): DatabasePast {
  let known: Past | undefined
  let onRestored = (): void => undefined

  return {
    async begin(nowMs, listener = () => undefined) {
      onRestored = listener
      known = await readPast(db, nowMs)
      return {
        get restoredAtMs() {
          return known?.restoredAtMs
        },
      }
    },
    async check(fingerprint) {
      if (known === undefined || fingerprint === known.fingerprint) return
      known = await readPast(db, now())
      onRestored()
    },
  }
}

interface Past extends StoreStart {
  readonly fingerprint: string
}

/** Replicas that start together take turns: the first one notes what has changed. */
function readPast(db: PostgresDatabase, nowMs: number): Promise<Past> {
  return db.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fingerprint', 0))`)
    const [row] = await tx.query(`SELECT ${fingerprintSql} AS fingerprint`)
    const current = String(row?.['fingerprint'])
    const known = await fact(tx, 'fingerprint')
    if (known !== current) await putFact(tx, 'fingerprint', current)
    if (known !== undefined && known !== current) await putFact(tx, 'restored-at-ms', String(Math.round(nowMs)))
    const restoredAtMs = await fact(tx, 'restored-at-ms')
    return { fingerprint: current, ...(restoredAtMs !== undefined && { restoredAtMs: Number(restoredAtMs) }) }
  })
}

async function fact(tx: PostgresTransaction, name: string): Promise<string | undefined> {
  const [row] = await tx.query('SELECT value FROM facts WHERE name = $1', [name])
  return typeof row?.['value'] === 'string' ? row['value'] : undefined
}

async function putFact(tx: PostgresTransaction, name: string, value: string): Promise<void> {
  await tx.query('INSERT INTO facts VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
    name,
    value,
  ])
}
