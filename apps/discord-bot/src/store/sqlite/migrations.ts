import type { SqliteDatabase } from '@fluxkit/jobs/node'

/** Applied in order; `user_version` counts them. Never change a released one. */
export const schemaSteps: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    delivery TEXT NOT NULL DEFAULT 'waiting',
    guild_id TEXT,
    channel_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    request TEXT NOT NULL,
    place TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    not_before_ms INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    estimate_units INTEGER NOT NULL,
    task_id TEXT,
    submitted_ms INTEGER,
    finished_ms INTEGER,
    cost_units INTEGER,
    pictures TEXT NOT NULL DEFAULT '[]',
    failure TEXT,
    message_id TEXT,
    message_channel_id TEXT,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX jobs_unfinished ON jobs (state, created_ms) WHERE state IN ('queued', 'submitting', 'running');
  CREATE INDEX jobs_untold ON jobs (delivery) WHERE delivery = 'pending';
  CREATE INDEX jobs_of_user ON jobs (user_id, created_ms);
  CREATE INDEX jobs_of_model ON jobs (model, finished_ms);

  CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (id),
    kind TEXT NOT NULL CHECK (kind IN ('reserve', 'settle', 'refund')),
    guild_id TEXT,
    channel_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    units INTEGER NOT NULL,
    images INTEGER NOT NULL,
    -- When the job was asked for: a settlement counts in the window of its reservation.
    counted_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX ledger_of_job ON ledger (job_id);
  CREATE INDEX ledger_of_user ON ledger (user_id, counted_ms);
  CREATE INDEX ledger_of_guild ON ledger (guild_id, counted_ms);
  CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

  CREATE TABLE guild_settings (guild_id TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;
  CREATE TABLE drafts (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, created_ms INTEGER NOT NULL, draft TEXT NOT NULL
  ) STRICT;
  CREATE TABLE presets (
    user_id TEXT NOT NULL, name TEXT NOT NULL, preset TEXT NOT NULL, PRIMARY KEY (user_id, name)
  ) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE jobs ADD COLUMN attempt TEXT;
  DROP INDEX jobs_unfinished;
  CREATE INDEX jobs_unfinished ON jobs (state, created_ms)
    WHERE state IN ('announced', 'queued', 'submitting', 'running');
  `,
  // SQLite uses a partial index only where a query repeats its condition, so every look for work read the whole table.
  `
  DROP INDEX jobs_unfinished;
  CREATE INDEX jobs_by_state ON jobs (state, created_ms, guild_id, user_id);
  CREATE INDEX jobs_by_lease ON jobs (state, lease_until_ms);
  DROP INDEX jobs_untold;
  CREATE INDEX jobs_untold ON jobs (lease_until_ms) WHERE delivery = 'pending';
  DROP INDEX ledger_of_user;
  DROP INDEX ledger_of_guild;
  CREATE INDEX ledger_of_guild ON ledger (guild_id, counted_ms, channel_id, units, images);
  CREATE INDEX ledger_of_member ON ledger (guild_id, user_id, counted_ms, units, images);
  `,
  // Jobs are those of @fluxkit/jobs: the program moves the rows of `jobs` there, see `import-jobs.ts`.
  `
  CREATE TABLE job_index (
    job_id TEXT PRIMARY KEY,
    guild_id TEXT,
    channel_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    state TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    finished_ms INTEGER,
    is_open INTEGER NOT NULL,
    image_count INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    is_given_up INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX job_index_by_user ON job_index (user_id, created_ms);
  CREATE INDEX job_index_by_state ON job_index (state, model, created_ms);
  CREATE INDEX job_index_by_model ON job_index (action, model, state, finished_ms);
  CREATE INDEX job_index_by_guild ON job_index (guild_id, created_ms);
  CREATE INDEX job_index_open ON job_index (is_open, created_ms);

  CREATE TABLE deliveries (
    job_id TEXT PRIMARY KEY,
    notice TEXT,
    state TEXT NOT NULL,
    attempt TEXT,
    message_id TEXT,
    message_channel_id TEXT,
    lease_owner TEXT,
    lease_until_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX deliveries_pending ON deliveries (lease_until_ms) WHERE state = 'pending';

  CREATE TABLE job_pictures (job_id TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (job_id, hash)) STRICT;
  CREATE INDEX job_pictures_by_hash ON job_pictures (hash);

  DROP TRIGGER ledger_is_append_only_update;
  DROP TRIGGER ledger_is_append_only_delete;
  ALTER TABLE ledger RENAME TO ledger_of_jobs;
  DROP INDEX ledger_of_job;
  DROP INDEX ledger_of_guild;
  DROP INDEX ledger_of_member;
  CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reserve', 'settle', 'refund')),
    guild_id TEXT,
    channel_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    units INTEGER NOT NULL,
    images INTEGER NOT NULL,
    -- When the job was requested: a settlement counts in the window of its reservation.
    counted_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  INSERT INTO ledger SELECT id, job_id, kind, guild_id, channel_id, user_id, units, images, counted_ms, at_ms
    FROM ledger_of_jobs;
  DROP TABLE ledger_of_jobs;
  CREATE INDEX ledger_of_job ON ledger (job_id);
  CREATE INDEX ledger_of_guild ON ledger (guild_id, counted_ms, channel_id, units, images);
  CREATE INDEX ledger_of_member ON ledger (guild_id, user_id, counted_ms, units, images);
  CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  `,
  // What was spent everywhere, for the operator's stop over everything.
  `
  CREATE INDEX ledger_by_time ON ledger (counted_ms, units, images);
  `,
  // Work that one of several processes does.
  `
  CREATE TABLE duties (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT;
  `,
  // Reads stop the whole process, so none may go through every job: counts are kept, and so is what still has a prompt.
  `
  CREATE INDEX job_index_with_prompt ON job_index (guild_id, created_ms) WHERE prompt != '';
  CREATE TABLE job_counts (
    state TEXT NOT NULL, model TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (state, model)
  ) STRICT;
  INSERT INTO job_counts SELECT state, model, count(*) FROM job_index GROUP BY state, model;
  CREATE TRIGGER job_counts_of_new_jobs AFTER INSERT ON job_index BEGIN
    INSERT INTO job_counts VALUES (new.state, new.model, 1)
      ON CONFLICT (state, model) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER job_counts_of_changed_jobs AFTER UPDATE OF state ON job_index WHEN old.state <> new.state BEGIN
    UPDATE job_counts SET count = count - 1 WHERE state = old.state AND model = old.model;
    INSERT INTO job_counts VALUES (new.state, new.model, 1)
      ON CONFLICT (state, model) DO UPDATE SET count = count + 1;
  END;
  `,
  // Prompts as searches compare them, see fold-case.ts. Those of before follow in batches; a program of before leaves it behind.
  `
  ALTER TABLE job_index ADD COLUMN folded TEXT;
  CREATE INDEX job_index_unfolded ON job_index (job_id) WHERE folded IS NULL;
  CREATE INDEX job_index_forgotten ON job_index (job_id) WHERE prompt = '' AND folded != '';
  `,
  // Deletions take minutes with many jobs, and continue after a restart.
  `
  CREATE TABLE erasures (user_id TEXT PRIMARY KEY, requested_ms INTEGER NOT NULL) STRICT;
  `,
  // Reading a page of a user's jobs starts in the index, even among jobs of the same moment. Indexes that every change of the state
  // wrote hold only what is searched for by them.
  `
  DROP INDEX job_index_by_user;
  CREATE INDEX job_index_by_user ON job_index (user_id, created_ms, job_id);
  DROP INDEX job_index_by_state;
  CREATE INDEX job_index_queued ON job_index (created_ms) WHERE state = 'queued';
  DROP INDEX job_index_by_model;
  CREATE INDEX job_index_succeeded ON job_index (action, model, finished_ms) WHERE state = 'succeeded';
  `,
]

/** After this step the jobs of an earlier program are still where it left them. */
const jobsMoveAfter = 4

/**
 * Brings the bot's own tables up to date. Two processes that start together take turns: the version is read under the
 * write lock.
 *
 * @param moveJobs moves the jobs of an earlier program, in the same transaction
 * @throws {Error} when a later version of this program has written the file
 */
export function migrate(db: SqliteDatabase, moveJobs: (exec: (sql: string) => void) => void): void {
  db.migrate((exec) => {
    const version = Number(db.get('PRAGMA user_version')?.['user_version'])
    if (version > schemaSteps.length) {
      throw new Error(`The database is of a newer version (${version}) than this program (${schemaSteps.length}).`)
    }
    for (const step of schemaSteps.slice(version)) exec(step)
    if (version < jobsMoveAfter) moveJobs(exec)
    exec(`PRAGMA user_version = ${schemaSteps.length}`)
  })
}
