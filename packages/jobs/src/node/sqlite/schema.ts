import type { SqliteDatabase } from './database.ts'

/**
 * Beside the record, which is the truth, stand only columns that are searched by. `due_at_ms` is null for jobs that want
 * no work by themselves.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS fluxkit_jobs (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    rev INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    holder TEXT,
    lease_boot TEXT NOT NULL,
    lease_until_ms INTEGER NOT NULL,
    seen_at_ms REAL,
    app TEXT NOT NULL,
    lane TEXT NOT NULL,
    created_at_ms REAL NOT NULL,
    wanted_at_ms REAL NOT NULL,
    due_at_ms REAL,
    is_waiting INTEGER NOT NULL,
    has_ended INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS fluxkit_jobs_by_due ON fluxkit_jobs (due_at_ms) WHERE due_at_ms IS NOT NULL;
  CREATE INDEX IF NOT EXISTS fluxkit_jobs_open ON fluxkit_jobs (created_at_ms, id) WHERE has_ended = 0;
  CREATE INDEX IF NOT EXISTS fluxkit_jobs_by_age ON fluxkit_jobs (created_at_ms, id);
  CREATE TABLE IF NOT EXISTS fluxkit_job_tasks (
    task_id TEXT PRIMARY KEY,
    job_id TEXT NOT NULL,
    -- Null when the job was removed: the task stays its own.
    task TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS fluxkit_job_tasks_by_job ON fluxkit_job_tasks (job_id) WHERE task IS NOT NULL;
  CREATE TABLE IF NOT EXISTS fluxkit_jobs_schema (version INTEGER PRIMARY KEY) STRICT;
`

const version = 1

/** @throws {Error} when a later version of this program has changed the tables */
export function prepareSchema(db: SqliteDatabase): void {
  db.migrate((exec) => {
    exec(schema)
    exec(`INSERT OR IGNORE INTO fluxkit_jobs_schema VALUES (${version})`)
  })
  const found = Number(db.get('SELECT max(version) AS version FROM fluxkit_jobs_schema')?.['version'])
  if (found > version)
    throw new Error(`The database holds jobs of a later version (${found}) than this program (${version}).`)
}
