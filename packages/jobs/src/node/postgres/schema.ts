import type { PostgresStep } from './migrate.ts'

/**
 * The same columns as in SQLite, so that a database can be moved row by row; but the task of a job is stored next to it,
 * where the lock of that row guards it, and leases end by the clock of the database.
 *
 * Names are compared byte by byte, whatever the database's collation. `fluxkit_now()` is the only clock of statements:
 * milliseconds since 1970. Tests replace it.
 */
export const jobSteps: readonly PostgresStep[] = [
  {
    sql: `
  CREATE FUNCTION fluxkit_now() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT (extract(epoch FROM statement_timestamp()) * 1000)::bigint $$;

  CREATE TABLE fluxkit_jobs (
    id TEXT COLLATE "C" PRIMARY KEY,
    record TEXT NOT NULL,
    rev INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    holder TEXT,
    lease_until_ms BIGINT NOT NULL,
    seen_at_ms DOUBLE PRECISION,
    app TEXT NOT NULL,
    lane TEXT NOT NULL,
    created_at_ms DOUBLE PRECISION NOT NULL,
    wanted_at_ms DOUBLE PRECISION NOT NULL,
    due_at_ms DOUBLE PRECISION,
    is_waiting INTEGER NOT NULL,
    has_ended INTEGER NOT NULL,
    task TEXT
  );
  CREATE INDEX fluxkit_jobs_by_due ON fluxkit_jobs (due_at_ms) WHERE due_at_ms IS NOT NULL;
  CREATE INDEX fluxkit_jobs_open ON fluxkit_jobs (created_at_ms, id) WHERE has_ended = 0;
  CREATE INDEX fluxkit_jobs_by_age ON fluxkit_jobs (created_at_ms, id);

  -- Rows stay when their job is removed: no other job may take its task.
  CREATE TABLE fluxkit_job_tasks (
    task_id TEXT COLLATE "C" PRIMARY KEY,
    job_id TEXT COLLATE "C" NOT NULL
  );
  CREATE INDEX fluxkit_job_tasks_by_job ON fluxkit_job_tasks (job_id);
  `,
  },
  {
    // One row at most: how many turns were given. Who gives one on the queue as it was before another got it finds that here.
    sql: `CREATE TABLE fluxkit_turns (id INTEGER PRIMARY KEY CHECK (id = 1), given BIGINT NOT NULL);`,
  },
]
