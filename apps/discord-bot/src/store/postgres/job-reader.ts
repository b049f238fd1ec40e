import { randomUUID } from 'node:crypto'
import type { Clock } from '@fluxkit/core/node'
import { type HeldJob, isClaim, isDamaged } from '@fluxkit/jobs'
import { type PostgresDatabase, type PostgresValue, rowListed, selectJobs } from '@fluxkit/jobs/node'
import type { BotPlace, Job, JobState } from '../../model/job.ts'
import { foldCase } from '../../model/fold-case.ts'
import { givenUp } from '../../model/settlement.ts'
import { type DeliveryFacts, viewJob } from '../../model/view-job.ts'
import { deliveryFrom } from '../rows/delivery-row.ts'
import { newest, pageFrom } from '../rows/job-page.ts'
import type { JobReader, Store } from '../store.ts'
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

type ReadJob = HeldJob<BotPlace> & { readonly delivery: DeliveryFacts | undefined }

export function createJobReader({ db, durable, clock, currency }: JobReaderOptions): JobReader {
  const giver = randomUUID().replaceAll('-', '').slice(0, 32)

  /** One statement for any number of jobs, with what is known of their deliveries. @param wanted ids as `job_id`, in the order wanted */
  async function read(wanted: string, values: readonly PostgresValue[]): Promise<readonly ReadJob[]> {
    const rows = await db.query(
      `WITH wanted AS (SELECT job_id, row_number() OVER () AS position FROM (${wanted}) AS ids)
       SELECT job.*, notice, state, attempt, message_id, message_channel_id
       FROM wanted JOIN (${selectJobs}) AS job ON job.id = wanted.job_id
         LEFT JOIN deliveries ON deliveries.job_id = wanted.job_id
       ORDER BY position`,
      values,
    )
    return rows.flatMap((row) => {
      const entry = rowListed<BotPlace>(row)
      // Every delivery has a state.
      return isDamaged(entry) ? [] : { ...entry, delivery: row['state'] === null ? undefined : deliveryFrom(row) }
    })
  }

  const view = ({ job, held, delivery }: ReadJob): Job => viewJob(job, { held, nowMs: clock.now(), currency, delivery })

  const jobsOf = async (sql: string, ...values: PostgresValue[]): Promise<readonly Job[]> =>
    (await read(`SELECT job_id FROM job_index ${sql}`, values)).map(view)

  async function get(id: string): Promise<Job | undefined> {
    const [known] = await read('SELECT $1 AS job_id', [id])
    return known && view(known)
  }

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
        `SELECT job_id, created_ms FROM job_index WHERE user_id = $1 AND (created_ms, job_id) < ($2, $3) ${wanted}
         ORDER BY created_ms DESC, job_id DESC LIMIT $4`,
        [userId, from.createdMs, from.id, limit],
      )
      const ids = rows.map((row) => String(row['job_id']))
      return pageFrom(rows, limit, (await read('SELECT unnest($1::text[]) AS job_id', [ids])).map(view))
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
      const jobs = await read(
        `SELECT job_id FROM job_index
         WHERE action = $1 AND model = $2 AND state = 'succeeded' ORDER BY finished_ms DESC NULLS LAST LIMIT $3`,
        [action, model, limit],
      )
      return jobs.map(({ job }) => job)
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
      const rows = await db.query(
        `SELECT job_id FROM job_index
         WHERE is_open = 1 AND is_given_up = 0 AND image_count = 0 AND created_ms < $1`,
        [createdBeforeMs],
      )
      let count = 0
      for (const id of rows.map((row) => String(row['job_id']))) {
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
