import { isEnded, mayBecome, type Job, type JobState, type NewJob } from '../../jobs/job.ts'
import { checkLimits, type LimitRule } from '../../limits/limits.ts'
import type { CreateResult, Hold, JobChange, JobStore } from '../store.ts'
import { claimNext, claimStranded } from './claims.ts'
import type { Database } from './database.ts'
import { expireJobs, eraseJobsOf } from './forget.ts'
import { jobFromRow } from './job-row.ts'
import { ledgerRows, reserve, settle, usageOf } from './ledger.ts'

export function createJobStore(db: Database): JobStore {
  const get = (id: string): Job | undefined => {
    const row = db.get('SELECT * FROM jobs WHERE id = ?', id)
    return row && jobFromRow(row)
  }
  return {
    create: async (job, rules, nowMs, hold) => db.transaction(() => create(db, job, rules, nowMs, hold)),
    get: async (id) => get(id),
    claimNext: async (owner, shares, nowMs, leaseUntilMs) => claimNext(db, owner, shares, nowMs, leaseUntilMs),
    claimStranded: async (owner, nowMs, leaseUntilMs) => claimStranded(db, owner, nowMs, leaseUntilMs),
    heartbeat: (owner, ids, leaseUntilMs) =>
      db.transaction(() =>
        db
          .all(
            `UPDATE jobs SET lease_until_ms = ? WHERE lease_owner = ? AND id IN (SELECT value FROM json_each(?)) RETURNING id`,
            leaseUntilMs,
            owner,
            JSON.stringify(ids),
          )
          .map((row) => String(row['id'])),
      ),
    release: async (owner, id, untilMs = 0) => {
      await db.transaction(() =>
        db.run(
          'UPDATE jobs SET lease_owner = NULL, lease_until_ms = ? WHERE id = ? AND lease_owner = ?',
          untilMs,
          id,
          owner,
        ),
      )
    },
    move: async (id, from, to, change, owner) =>
      db.transaction(() => {
        const job = get(id)
        if (job?.state !== from || !mayBecome(from, to) || (owner !== undefined && job.leaseOwner !== owner))
          return undefined
        return write(db, job, to, change)
      }),
    setPictures: async (id, pictures) => {
      await db.transaction(() =>
        db.run(`UPDATE jobs SET pictures = ? WHERE id = ? AND pictures <> '[]'`, JSON.stringify(pictures), id),
      )
    },
    setDelivery: async (id, delivery, message) => {
      await db.transaction(() =>
        db.run(
          `UPDATE jobs SET delivery = ?, message_id = coalesce(?, message_id),
         message_channel_id = coalesce(?, message_channel_id) WHERE id = ?`,
          delivery,
          message?.id ?? null,
          message?.channelId ?? null,
          id,
        ),
      )
    },
    forgetPictures: async (id) => {
      await db.transaction(() =>
        db.run(
          `UPDATE jobs SET pictures = '[]', request = json_remove(request, '$.imageUrl', '$.input') WHERE id = ?`,
          id,
        ),
      )
    },
    noteAttempt: (id, attempt, owner) =>
      db.transaction(() => {
        const sql = 'UPDATE jobs SET attempt = ? WHERE id = ? AND lease_owner = ?'
        return db.run(sql, JSON.stringify(attempt), id, owner) > 0
      }),
    setMessage: async (id, message) => {
      await db.transaction(() =>
        db.run(
          'UPDATE jobs SET message_id = ?, message_channel_id = ? WHERE id = ?',
          message.id,
          message.channelId,
          id,
        ),
      )
    },
    requestCancel: async (id) => {
      await db.transaction(() => db.run('UPDATE jobs SET cancel_requested = 1 WHERE id = ?', id))
    },
    hasTask: async (taskId) => db.get('SELECT 1 FROM jobs WHERE task_id = ?', taskId) !== undefined,
    queuePosition: async (id) => {
      const row = db.get(
        `SELECT count(*) AS position FROM jobs AS other, jobs AS mine
         WHERE mine.id = ? AND mine.state = 'queued' AND other.state = 'queued' AND other.created_ms <= mine.created_ms`,
        id,
      )
      return Number(row?.['position']) || undefined
    },
    history: async (userId, { query = '', offset = 0, limit }) =>
      db
        .all(
          `SELECT * FROM jobs WHERE user_id = ? AND state = 'succeeded' AND instr(lower(prompt), lower(?)) > 0
             AND pictures != '[]' ORDER BY created_ms DESC, id DESC LIMIT ? OFFSET ?`,
          userId,
          query,
          limit,
          offset,
        )
        .map(jobFromRow),
    activeOf: async (userId) =>
      db
        .all(
          `SELECT * FROM jobs WHERE user_id = ? AND state IN ('announced', 'queued', 'submitting', 'running') ORDER BY created_ms`,
          userId,
        )
        .map(jobFromRow),
    overdue: async (endedSinceMs, userId) => {
      const overdue = `SELECT * FROM jobs WHERE state = 'unknown' AND task_id IS NOT NULL AND finished_ms >= ?`
      const rows =
        userId === undefined
          ? db.all(`${overdue} ORDER BY finished_ms`, endedSinceMs)
          : db.all(`${overdue} AND user_id = ? ORDER BY finished_ms`, endedSinceMs, userId)
      return rows.map(jobFromRow)
    },
    unfetched: async (endedSinceMs) =>
      db
        .all(
          `SELECT * FROM jobs WHERE state = 'succeeded' AND finished_ms >= ? AND EXISTS
             (SELECT 1 FROM json_each(jobs.pictures) WHERE json_extract(value, '$.hash') IS NULL) ORDER BY finished_ms`,
          endedSinceMs,
        )
        .map(jobFromRow),
    everythingOf: async (userId) =>
      db.all('SELECT * FROM jobs WHERE user_id = ? ORDER BY created_ms DESC, id DESC', userId).map(jobFromRow),
    countByState: async () =>
      db.all('SELECT state, model, count(*) AS count FROM jobs GROUP BY state, model').map((row) => ({
        state: row['state'] as JobState,
        model: String(row['model']),
        count: Number(row['count']),
      })),
    oldestQueuedMs: async () => {
      const oldest = db.get(`SELECT min(created_ms) AS ms FROM jobs WHERE state = 'queued'`)?.['ms']
      return typeof oldest === 'number' ? oldest : undefined
    },
    medianDurationMs: async (model) => {
      const durations = db
        .all(
          `SELECT finished_ms - submitted_ms AS ms FROM jobs WHERE model = ? AND state = 'succeeded'
           ORDER BY finished_ms DESC LIMIT 50`,
          model,
        )
        .map((row) => Number(row['ms']))
        .toSorted((a, b) => a - b)
      return durations[Math.floor(durations.length / 2)]
    },
    usage: async (guildId, query) => usageOf(db, guildId, query),
    ledger: async (jobId) => ledgerRows(db, jobId),
    erase: (userId) => db.transaction(() => eraseJobsOf(db, userId)),
    expire: (guildId, endedBeforeMs) => db.transaction(() => expireJobs(db, guildId, endedBeforeMs)),
    pictureHashes: async () =>
      new Set(
        db
          .all(
            `SELECT json_extract(value, '$.hash') AS hash FROM jobs, json_each(jobs.pictures)
             UNION SELECT json_extract(request, '$.input.hash') FROM jobs`,
          )
          .flatMap((row) => (typeof row['hash'] === 'string' ? [row['hash']] : [])),
      ),
    guildKeys: async () =>
      db
        .all('SELECT DISTINCT guild_id FROM jobs')
        .map((row) => (typeof row['guild_id'] === 'string' ? row['guild_id'] : null)),
  }
}

function create(
  db: Database,
  job: NewJob,
  rules: readonly LimitRule[],
  nowMs: number,
  hold: Hold | undefined,
): CreateResult {
  if (db.get('SELECT 1 FROM jobs WHERE id = ?', job.id)) return { kind: 'exists' }
  const { request, place } = job
  const demand = { ...place, images: request.count, units: job.estimateUnits }
  const refusal = checkLimits(rules, demand, (query) => usageOf(db, place.guildId, query), nowMs)
  if (refusal) return { kind: 'refused', refusal }
  db.run(
    `INSERT INTO jobs (id, state, guild_id, channel_id, user_id, model, prompt, request, place, created_ms, estimate_units,
       lease_owner, lease_until_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    job.id,
    hold === undefined ? 'queued' : 'announced',
    place.guildId,
    place.channelId,
    place.userId,
    request.model,
    request.prompt,
    JSON.stringify(request),
    JSON.stringify(place),
    job.createdMs,
    job.estimateUnits,
    hold?.owner ?? null,
    hold?.untilMs ?? 0,
  )
  reserve(db, job)
  return { kind: 'created' }
}

/**
 * The state, what is known with it, and its row in the ledger. Every end has to be told: delivery becomes pending. What was
 * withdrawn, or is told already, is told where that is decided. Who waits is nobody's.
 */
function write(db: Database, job: Job, to: JobState, change: JobChange): Job {
  const failure = change.failure === undefined ? null : JSON.stringify(change.failure)
  const pictures = change.pictures === undefined ? null : JSON.stringify(change.pictures)
  const row = db.get(
    `UPDATE jobs SET state = ?, task_id = coalesce(?, task_id), submitted_ms = coalesce(?, submitted_ms),
       request = coalesce(?, request), finished_ms = coalesce(?, finished_ms), not_before_ms = coalesce(?, not_before_ms),
       pictures = coalesce(?, pictures), failure = ?, cost_units = coalesce(?, cost_units),
       delivery = coalesce(?, delivery), attempt = CASE WHEN ? THEN NULL ELSE attempt END,
       lease_owner = CASE WHEN ? THEN NULL ELSE lease_owner END,
       lease_until_ms = CASE WHEN ? THEN 0 ELSE lease_until_ms END
     WHERE id = ? RETURNING *`,
    to,
    change.taskId ?? null,
    change.submittedMs ?? null,
    change.request === undefined ? null : JSON.stringify(change.request),
    change.finishedMs ?? null,
    change.notBeforeMs ?? null,
    pictures,
    failure,
    change.costUnits ?? null,
    to === 'withdrawn' || change.isTold ? 'delivered' : isEnded(to) ? 'pending' : null,
    isEnded(to) ? 1 : 0,
    to === 'queued' ? 1 : 0,
    to === 'queued' ? 1 : 0,
    job.id,
  )
  if (isEnded(to)) {
    const cost = { units: change.costUnits ?? 0, images: change.images ?? 0, atMs: change.finishedMs ?? job.createdMs }
    settle(db, job, cost)
  }
  return jobFromRow(row ?? {})
}
