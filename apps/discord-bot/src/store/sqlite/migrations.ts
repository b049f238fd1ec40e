/** Applied in order, each in a transaction of its own; `user_version` counts them. Never change one that was released. */
export const migrations: readonly string[] = [
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
]
