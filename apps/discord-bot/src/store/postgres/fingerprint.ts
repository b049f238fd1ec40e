import type { PostgresDatabase, PostgresTransaction } from '@fluxkit/jobs/node'
import type { StoreStart } from '../store.ts'

/**
 * The server, its timeline and the database: another server is a copy or a restored dump; a timeline is begun by a promoted
 * standby and by a restore to a point in time, and both may lack the newest writes. An ordinary role may read all three.
 */
const fingerprint = `
  SELECT (SELECT system_identifier FROM pg_control_system())::text
    || ' ' || (SELECT timeline_id FROM pg_control_checkpoint())::text
    || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database())::text AS fingerprint`

/** See {@link Store.begin}. Replicas that start together take turns. */
export function beginOnDatabase(db: PostgresDatabase, nowMs: number): Promise<StoreStart> {
  return db.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fingerprint', 0))`)
    const [row] = await tx.query(fingerprint)
    const current = String(row?.['fingerprint'])
    const known = await fact(tx, 'fingerprint')
    if (known !== current) await putFact(tx, 'fingerprint', current)
    if (known !== undefined && known !== current) await putFact(tx, 'restored-at-ms', String(Math.round(nowMs)))
    const restoredAtMs = await fact(tx, 'restored-at-ms')
    return restoredAtMs === undefined ? {} : { restoredAtMs: Number(restoredAtMs) }
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
