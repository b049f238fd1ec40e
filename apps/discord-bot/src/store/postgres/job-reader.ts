import { randomUUID } from 'node:crypto'
import type { Clock } from '@fluxkit/core/node'
import { isClaim, isDamaged } from '@fluxkit/jobs'
import type { PostgresDatabase, PostgresValue } from '@fluxkit/jobs/node'
import type { BotJob, BotPlace, Job, JobState } from '../../model/job.ts'
import { foldCase } from '../../model/fold-case.ts'
import { givenUp } from '../../model/settlement.ts'
import { viewJob } from '../../model/view-job.ts'
import { newest, pageFrom } from '../rows/job-page.ts'
import type { JobReader, Store } from '../store.ts'
import { deliveryFacts } from './delivery-store.ts'
import { writeParts } from './job-effects.ts'
import { ledgerRows, settlement, usagesOf } from './ledger.ts'

/** So that no other process writes a job while it is given up. */
const giveUpLeaseMs = 30_000

export interface JobReaderOptions {
  readonly db: PostgresDatabase
  readonly durable: Store['durable']
  readonly clock: Pick<Clock, 'now'>
  readonly currency: string
}

export function createJobReader({ db, durable, clock, currency }: JobReaderOptions): JobReader {
  const giver = randomUUID().replaceAll('-', '').slice(0, 32)

  async function get(id: string): Promise<Job | undefined> {
    const [entry, delivery] = await Promise.all([durable.read(id), deliveryFacts(db, id)])
    if (!entry || isDamaged(entry)) return undefined
    return viewJob(entry.job, { held: entry.held, nowMs: clock.now(), currency, delivery })
  }

  async function factsOf(id: string): Promise<BotJob | undefined> {
    const entry = await durable.read(id)
    return entry && !isDamaged(entry) ? entry.job : undefined
  }

  const idsOf = async (sql: string, ...values: PostgresValue[]): Promise<string[]> =>
    (await db.query(`SELECT job_id FROM job_index ${sql}`, values)).map((row) => String(row['job_id']))

  const jobsOf = async (sql: string, ...values: PostgresValue[]): Promise<readonly Job[]> =>
    known(await Promise.all((await idsOf(sql, ...values)).map(get)))

  return {
    get,
    async queuePosition(id) {
      const [row] = await db.query(
        `SELECT count(*) AS position FROM job_index AS other, job_index AS mine
         WHERE mine.job_id = $1 AND mine.state = 'queued' AND other.state = 'queued'
           AND other.created_ms <= mine.created_ms`,
        [id],
      )
      return Number(row?.['position']) || undefined
    },
    history: (userId, { query = '', offset = 0, limit, withoutImages = false }) =>
      jobsOf(
        `WHERE user_id = $1 AND CASE $5::int WHEN 1 THEN prompt <> '' AND state <> 'withdrawn'
             ELSE state IN ('succeeded', 'ready') AND image_count > 0 END
           AND position($2 IN coalesce(folded, prompt)) > 0 ORDER BY created_ms DESC, job_id DESC LIMIT $3 OFFSET $4`,
        userId,
        foldCase(query),
        limit,
        offset,
        withoutImages ? 1 : 0,
      ),
    activeOf: (userId) => jobsOf('WHERE user_id = $1 AND is_open = 1 ORDER BY created_ms, job_id', userId),
    async pageOf(userId, { from = newest, limit, withPromptUntilMs }) {
      const wanted =
        withPromptUntilMs === undefined ? '' : `AND prompt <> '' AND created_ms <= ${Math.round(withPromptUntilMs)}`
      const rows = await db.query(
        `SELECT job_id, created_ms FROM job_index WHERE user_id = $1 AND created_ms <= $2
           AND (created_ms < $2 OR job_id < $3) ${wanted} ORDER BY created_ms DESC, job_id DESC LIMIT $4`,
        [userId, from.createdMs, from.id, limit],
      )
      return pageFrom(rows, limit, known(await Promise.all(rows.map((row) => get(String(row['job_id']))))))
    },
    olderThan: (guildId, createdBeforeMs) =>
      jobsOf(
        `WHERE guild_id IS NOT DISTINCT FROM $1 AND created_ms < $2 AND prompt <> ''`,
        guildId,
        Math.round(createdBeforeMs),
      ),
    async countByState() {
      const rows = await db.query('SELECT state, model, count(*) AS count FROM job_index GROUP BY state, model')
      return rows.map((row) => ({
        state: row['state'] as JobState,
        model: String(row['model']),
        count: Number(row['count']),
      }))
    },
    async oldestQueuedMs() {
      const [row] = await db.query(`SELECT min(created_ms) AS ms FROM job_index WHERE state = 'queued'`)
      const oldest = row?.['ms']
      return typeof oldest === 'number' ? oldest : undefined
    },
    async finished(action, model, limit) {
      const ids = await idsOf(
        `WHERE action = $1 AND model = $2 AND state = 'succeeded' ORDER BY finished_ms DESC NULLS LAST LIMIT $3`,
        action,
        model,
        limit,
      )
      return known(await Promise.all(ids.map(factsOf)))
    },
    usages: (guildId, queries) => usagesOf(db, guildId, queries),
    ledger: (jobId) => ledgerRows(db, jobId),
    async wantedImages(hashes) {
      const rows = await db.query('SELECT DISTINCT hash FROM job_pictures WHERE hash = ANY ($1::text[])', [hashes])
      return new Set(rows.map((row) => String(row['hash'])))
    },
    async guildKeys() {
      const rows = await db.query('SELECT DISTINCT guild_id FROM job_index')
      return rows.map((row) => (typeof row['guild_id'] === 'string' ? row['guild_id'] : null))
    },
    async isCancelRequested(id) {
      return (await db.query('SELECT 1 FROM job_index WHERE job_id = $1 AND cancel_requested = 1', [id])).length > 0
    },
    async requestCancel(id) {
      await db.query('UPDATE job_index SET cancel_requested = 1 WHERE job_id = $1', [id])
    },
    foldPrompts: (limit) =>
      db.transaction(async (tx) => {
        await tx.query(`UPDATE job_index SET folded = '' WHERE prompt = '' AND folded <> ''`)
        const rows = await tx.query(
          'SELECT job_id, prompt FROM job_index WHERE folded IS NULL ORDER BY job_id LIMIT $1 FOR UPDATE SKIP LOCKED',
          [limit],
        )
        await tx.query(
          `UPDATE job_index SET folded = new.folded FROM unnest($1::text[], $2::text[]) AS new (job_id, folded)
           WHERE job_index.job_id = new.job_id`,
          [rows.map((row) => String(row['job_id'])), rows.map((row) => foldCase(String(row['prompt'])))],
        )
        return rows.length
      }),
    async giveUp(createdBeforeMs, nowMs) {
      const ids = await idsOf(
        'WHERE is_open = 1 AND is_given_up = 0 AND image_count = 0 AND created_ms < $1',
        createdBeforeMs,
      )
      let count = 0
      for (const id of ids) {
        const claim = await durable.claim(id, giver, giveUpLeaseMs)
        // A process that works on it is about to know more.
        if (!isClaim<BotPlace>(claim)) continue
        const { job } = claim
        await db.transaction(async (tx) => {
          await writeParts(tx, [settlement(job, { ...givenUp(job, currency), atMs: nowMs })])
          await tx.query('UPDATE job_index SET is_given_up = 1 WHERE job_id = $1', [id])
        })
        await durable.release(claim)
        count++
      }
      return count
    },
  }
}

function known<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined)
}
