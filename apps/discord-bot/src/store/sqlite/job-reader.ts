import { setImmediate } from 'node:timers/promises'
import type { Clock } from '@fluxkit/core/node'
import { isDamaged } from '@fluxkit/jobs'
import type { Row, SqliteDatabase, SqlValue } from '@fluxkit/jobs/node'
import type { BotJob, Job, JobState } from '../../model/job.ts'
import { foldCase } from '../../model/fold-case.ts'
import { givenUp } from '../../model/settlement.ts'
import { viewJob } from '../../model/view-job.ts'
import { newest, pageFrom } from '../rows/job-page.ts'
import type { JobReader, Store } from '../store.ts'
import { deliveryFacts } from './delivery-store.ts'
import { ledgerRows, settle, usagesOf } from './ledger.ts'

/** Read without a pause: 25 take some milliseconds. */
const jobsInTurn = 25

export interface JobReaderOptions {
  readonly db: SqliteDatabase
  readonly durable: Store['durable']
  readonly clock: Pick<Clock, 'now'>
  readonly currency: string
}

export function createJobReader({ db, durable, clock, currency }: JobReaderOptions): JobReader {
  async function get(id: string): Promise<Job | undefined> {
    // Before its job: a lock may come between the reads, and a notice must not be newer than the job that it is about.
    const delivery = await db.read(() => deliveryFacts(db, id))
    const entry = await durable.read(id)
    if (!entry || isDamaged(entry)) return undefined
    return viewJob(entry.job, { held: entry.held, nowMs: clock.now(), currency, delivery })
  }

  async function factsOf(id: string): Promise<BotJob | undefined> {
    const entry = await durable.read(id)
    return entry && !isDamaged(entry) ? entry.job : undefined
  }

  const rowOf = (sql: string, ...values: SqlValue[]): Promise<Row | undefined> => db.read(() => db.get(sql, ...values))
  const rowsOf = (sql: string, ...values: SqlValue[]): Promise<readonly Row[]> => db.read(() => db.all(sql, ...values))

  async function idsOf(sql: string, ...values: SqlValue[]): Promise<string[]> {
    const rows = await rowsOf(`SELECT job_id FROM job_index ${sql}`, ...values)
    return rows.map((row) => String(row['job_id']))
  }

  async function jobsOf(sql: string, ...values: SqlValue[]): Promise<readonly Job[]> {
    const jobs: (Job | undefined)[] = []
    for (const [at, id] of (await idsOf(sql, ...values)).entries()) {
      // Reads are synchronous, and a list may be long: others have their turn in between.
      if (at % jobsInTurn === jobsInTurn - 1) await setImmediate()
      jobs.push(await get(id))
    }
    return known(jobs)
  }

  return {
    get,
    async queuePosition(id) {
      const row = await rowOf(
        `SELECT count(*) AS position FROM job_index AS other, job_index AS mine
         WHERE mine.job_id = ? AND mine.state = 'queued' AND other.state = 'queued' AND other.created_ms <= mine.created_ms`,
        id,
      )
      return Number(row?.['position']) || undefined
    },
    history: (userId, { query = '', offset = 0, limit, withoutImages = false }) =>
      jobsOf(
        `WHERE user_id = ? AND (CASE ? WHEN 1 THEN prompt != '' AND state != 'withdrawn'
             ELSE state IN ('succeeded', 'ready') AND image_count > 0 END)
           AND instr(coalesce(folded, prompt), ?) > 0 ORDER BY created_ms DESC, job_id DESC LIMIT ? OFFSET ?`,
        userId,
        withoutImages ? 1 : 0,
        foldCase(query),
        limit,
        offset,
      ),
    activeOf: (userId) => jobsOf('WHERE user_id = ? AND is_open = 1 ORDER BY created_ms, job_id', userId),
    async pageOf(userId, { from = newest, limit, withPromptUntilMs }) {
      const wanted =
        withPromptUntilMs === undefined ? '' : `AND prompt != '' AND created_ms <= ${Math.round(withPromptUntilMs)}`
      const rows = await rowsOf(
        `SELECT job_id, created_ms FROM job_index WHERE user_id = ? AND (created_ms, job_id) < (?, ?) ${wanted}
         ORDER BY created_ms DESC, job_id DESC LIMIT ?`,
        userId,
        from.createdMs,
        from.id,
        limit,
      )
      return pageFrom(rows, limit, known(await Promise.all(rows.map((row) => get(String(row['job_id']))))))
    },
    olderThan: (guildId, createdBeforeMs) =>
      jobsOf(`WHERE guild_id IS ? AND created_ms < ? AND prompt != ''`, guildId, createdBeforeMs),
    async countByState() {
      const rows = await rowsOf('SELECT state, model, count FROM job_counts WHERE count > 0')
      return rows.map((row) => ({
        state: row['state'] as JobState,
        model: String(row['model']),
        count: Number(row['count']),
      }))
    },
    async oldestQueuedMs() {
      const row = await rowOf(`SELECT min(created_ms) AS ms FROM job_index WHERE state = 'queued'`)
      const oldest = row?.['ms']
      return typeof oldest === 'number' ? oldest : undefined
    },
    async finished(action, model, limit) {
      const ids = await idsOf(
        `WHERE action = ? AND model = ? AND state = 'succeeded' ORDER BY finished_ms DESC LIMIT ?`,
        action,
        model,
        limit,
      )
      return known(await Promise.all(ids.map(factsOf)))
    },
    usages: (guildId, queries) => db.read(() => usagesOf(db, guildId, queries)),
    ledger: (jobId) => db.read(() => ledgerRows(db, jobId)),
    wantedImages: async (hashes) => {
      const sql = 'SELECT DISTINCT hash FROM job_pictures WHERE hash IN (SELECT value FROM json_each(?))'
      const rows = await rowsOf(sql, JSON.stringify(hashes))
      return new Set(rows.map((row) => String(row['hash'])))
    },
    guildKeys: async () => (await rowsOf('SELECT DISTINCT guild_id FROM job_index')).map(guildOf),
    isCancelRequested: async (id) =>
      (await rowOf('SELECT 1 FROM job_index WHERE job_id = ? AND cancel_requested = 1', id)) !== undefined,
    async requestCancel(id) {
      await db.transaction(() => db.run('UPDATE job_index SET cancel_requested = 1 WHERE job_id = ?', id))
    },
    foldPrompts: (limit) =>
      db.transaction(() => {
        db.run(`UPDATE job_index SET folded = '' WHERE prompt = '' AND folded != ''`)
        const rows = db.all('SELECT job_id, prompt FROM job_index WHERE folded IS NULL LIMIT ?', limit)
        for (const { job_id: id, prompt } of rows) {
          db.run('UPDATE job_index SET folded = ? WHERE job_id = ?', foldCase(String(prompt)), String(id))
        }
        return rows.length
      }),
    async giveUp(createdBeforeMs, nowMs) {
      const ids = await idsOf(
        'WHERE is_open = 1 AND is_given_up = 0 AND image_count = 0 AND created_ms < ?',
        createdBeforeMs,
      )
      const jobs = known(await Promise.all(ids.map(factsOf)))
      await db.transaction(() => {
        for (const job of jobs) {
          settle(db, job, { ...givenUp(job, currency), atMs: nowMs })
          db.run('UPDATE job_index SET is_given_up = 1 WHERE job_id = ?', job.id)
        }
      })
      return jobs.length
    },
  }
}

function guildOf(row: Row): string | null {
  return typeof row['guild_id'] === 'string' ? row['guild_id'] : null
}

function known<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined)
}
