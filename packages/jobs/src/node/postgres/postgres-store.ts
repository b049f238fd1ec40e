import type { Clock } from '@fluxkit/core'
import { hostClock } from '../../job/host-clock.ts'
import { isDamaged, type Job } from '../../job/job.ts'
import { readJob } from '../../job/read-job.ts'
import { type Claim, isClaim, type JobStore, type Listed, type NewEntry } from '../../stores/job-store.ts'
import { matches } from '../../stores/matches.ts'
import { gone, nextRevision, recordText, shown } from '../../stores/records.ts'
import type { PostgresDatabase, PostgresQueries, PostgresRow, PostgresTransaction } from './database.ts'
import { derivedOf, isHeld, rowListed, rowTask, selectJobs } from './job-rows.ts'
import { migratePostgres } from './migrate.ts'
import { commitAtOnce, oneStatement, type PostgresPart } from './one-statement.ts'
import { jobSteps } from './schema.ts'
import { own, ownerOf } from './task-owner.ts'
import { undoable } from './undoable.ts'
import { jobSearch, nextTurn, queueFrom, queueSearch } from './job-queries.ts'

/** The database, and what the host writes in a job's transaction. */
export interface PostgresStoreOptions<Place, Effect> {
  readonly db: PostgresDatabase
  /**
   * Runs in the transaction that writes a new job, before anything is written. If it throws, nothing is. It may take locks, and
   * run again, see {@link PostgresDatabase.transaction}.
   */
  readonly check?: (tx: PostgresTransaction, effects: readonly Effect[], job: Job<Place>) => Promise<void>
  /** What effects write into the host's own tables, as parts of the statement that writes their job. */
  readonly parts?: (effects: readonly Effect[], job: Job<Place>) => readonly PostgresPart[]
  /**
   * Identifies the database, in the statement that claims a waiting job: another one may lack what was written before.
   * `check` gets its text before anything is done with the job. If it throws, the job is released.
   */
  readonly witness?: { readonly sql: string; readonly check: (text: string) => Promise<void> }
  /** See `WaitingJob`. Jobs that must not count against another one's share need their own lane. */
  readonly laneOf?: (job: Job<Place>) => string
  /** Must agree with `fluxkit_now()` to within minutes. */
  readonly clock?: Clock
}

const channel = 'fluxkit_jobs'

/**
 * Jobs in PostgreSQL, shared by any number of processes on any number of machines. Leases go by the clock of the database.
 * The host's tables may be in the same database; its effects are written in the same transaction.
 *
 * @throws {Error} When a later version of this program has changed the tables too much for this one.
 */
export async function createPostgresStore<Place = unknown, Effect = never>(
  options: PostgresStoreOptions<Place, Effect>,
): Promise<JobStore<Place, Effect>> {
  const { db, check, parts = () => [], witness, laneOf = () => '', clock = hostClock } = options
  await migratePostgres(db, 'jobs', jobSteps)

  async function rowOf(
    on: PostgresQueries,
    id: string,
    lock: '' | 'FOR UPDATE' = '',
  ): Promise<PostgresRow | undefined> {
    return (await on.query(`${selectJobs} WHERE id = $1 ${lock}`, [id]))[0]
  }

  /** @returns what is in the way: the transaction is undone then */
  async function insert(
    tx: PostgresTransaction,
    { job, effects }: NewEntry<Place, Effect>,
    holder: string,
    leaseMs: number,
  ): Promise<{ readonly result: Claim<Place> } | { readonly undo: { readonly exists: Listed<Place> } }> {
    await check?.(tx, effects, job)
    const derived = derivedOf(job, laneOf)
    const { sql, values } = oneStatement(
      (value) => {
        const columns = ['id', ...derived.columns, 'holder', 'lease_until_ms', 'fence', 'seen_at_ms']
        const given = [job.id, ...derived.values, holder].map(value)
        return `written AS (INSERT INTO fluxkit_jobs (${columns.join(', ')})
          VALUES (${given.join(', ')}, fluxkit_now() + ${value(Math.round(leaseMs))}, 1, fluxkit_now())
          ON CONFLICT DO NOTHING RETURNING id)`
      },
      parts(effects, job),
    )
    if ((await tx.query(sql, values)).length === 0) {
      const existing = await rowOf(tx, job.id)
      return { undo: { exists: existing ? rowListed<Place>(existing) : gone(job.id) } }
    }
    if (job.task && (await own(tx, job.id, job.task, undefined)) !== 'adopted') {
      const owner = (await ownerOf(tx, job.task.id)) ?? ''
      const other = await rowOf(tx, owner)
      return { undo: { exists: other ? rowListed<Place>(other) : gone(owner) } }
    }
    return { result: { job, holder, fence: 1 } }
  }

  async function insertAll(
    tx: PostgresTransaction,
    entries: readonly NewEntry<Place, Effect>[],
    holder: string,
    leaseMs: number,
  ): Promise<{ readonly result: readonly Claim<Place>[] } | { readonly undo: { readonly exists: Listed<Place> } }> {
    const claims: Claim<Place>[] = []
    for (const entry of entries) {
      const inserted = await insert(tx, entry, holder, leaseMs)
      if ('undo' in inserted) return inserted
      claims.push(inserted.result)
    }
    return { result: claims }
  }

  /** A check that fails says nothing of jobs that are there already: those are reported instead. */
  async function unlessThere<Result>(
    ids: readonly string[],
    work: () => Promise<Result>,
  ): Promise<Result | { readonly exists: Listed<Place> }> {
    try {
      return await work()
    } catch (error) {
      for (const id of ids) {
        const existing = await rowOf(db, id)
        if (existing) return { exists: rowListed(existing) }
      }
      throw error
    }
  }

  /**
   * Claims a job without a holder, in one statement.
   *
   * @param turn Only if no other turn was given since it was read.
   * @returns `undefined` when no job is free
   */
  async function take(
    id: string,
    holder: string,
    leaseMs: number,
    turn?: number,
  ): Promise<Listed<Place> | Claim<Place> | undefined> {
    const inTurn = turn === undefined ? '' : `${nextTurn('$4')},`
    const [row] = await db.query(
      `WITH ${inTurn} before AS (
         ${selectJobs} WHERE id = $1 AND NOT ${isHeld} ${turn === undefined ? '' : 'AND EXISTS (SELECT 1 FROM turn)'} FOR UPDATE
       )
       UPDATE fluxkit_jobs AS job SET holder = $2, fence = job.fence + 1, lease_until_ms = fluxkit_now() + $3,
         seen_at_ms = fluxkit_now()
       FROM before WHERE job.id = before.id
       RETURNING before.id, before.record, before.task, before.seen_at_ms, job.fence,
         ${turn === undefined ? 'NULL' : (witness?.sql ?? 'NULL')} AS witness`,
      [id, holder, Math.round(leaseMs), ...(turn === undefined ? [] : [turn])],
    )
    if (!row) return undefined
    const entry = rowListed<Place>(row)
    const fence = Number(row['fence'])
    if (isDamaged(entry)) {
      await db.query('UPDATE fluxkit_jobs SET holder = NULL WHERE id = $1 AND fence = $2', [id, fence])
      return entry
    }
    const claim = { job: entry.job, holder, fence }
    if (turn === undefined || !witness) return claim
    try {
      await witness.check(String(row['witness']))
      return claim
    } catch (error) {
      await release(claim).catch(() => undefined)
      throw error
    }
  }

  async function release({ job, holder, fence }: Claim<Place>): Promise<void> {
    await db.query(
      `WITH released AS (
         UPDATE fluxkit_jobs SET holder = NULL WHERE id = $1 AND holder = $2 AND fence = $3 RETURNING due_at_ms
       ) SELECT pg_notify($4, '') FROM released WHERE due_at_ms IS NOT NULL`,
      [job.id, holder, fence, channel],
    )
  }

  async function commitOnce(
    tx: PostgresTransaction,
    claim: Claim<Place>,
    next: Job<Place>,
    effects: readonly Effect[],
  ): Promise<Claim<Place> | 'lost' | 'taken'> {
    const row = await rowOf(tx, claim.job.id, 'FOR UPDATE')
    if (row?.['holder'] !== claim.holder || row['fence'] !== claim.fence) return 'lost'
    const current = readJob<Place>(String(row['record']), claim.job.id)
    if (isDamaged(current)) return 'lost'
    const known = rowTask(row)
    const written = nextRevision(claim.job, next)
    if (current.job.rev !== claim.job.rev) {
      // This very write arrived before, and its answer was lost.
      const isDone = current.job.rev === written.rev && row['record'] === recordText(written)
      return isDone ? { ...claim, job: shown(written, known, undefined) } : 'lost'
    }
    const derived = derivedOf(written, laneOf)
    if (next.task && (await own(tx, next.id, next.task, known)) !== 'adopted') return 'taken'
    const { sql, values } = oneStatement(
      (value) => {
        const set = derived.columns.map((column, at) => `${column} = ${value(derived.values[at] ?? null)}`)
        return `written AS (UPDATE fluxkit_jobs SET ${set.join(', ')} WHERE id = ${value(written.id)} RETURNING id)`
      },
      parts(effects, written),
    )
    await tx.query(sql, values)
    return { ...claim, job: shown(written, known, undefined) }
  }

  return {
    create: (job, holder, leaseMs, effects = []) =>
      unlessThere([job.id], () => undoable(db, (tx) => insert(tx, { job, effects }, holder, leaseMs))),
    createAll(entries, holder, leaseMs) {
      const ids = entries.map(({ job }) => job.id)
      return unlessThere(ids, () => undoable(db, (tx) => insertAll(tx, entries, holder, leaseMs)))
    },
    async read(id) {
      const row = await rowOf(db, id)
      return row && rowListed<Place>(row)
    },
    async *list(query = {}) {
      let after: Parameters<typeof jobSearch>[1]
      for (;;) {
        const { sql, values } = jobSearch(query, after)
        const rows = await db.query(sql, values)
        const nowMs = clock.now()
        for (const row of rows) {
          const entry: Listed<Place> = rowListed(row)
          if (matches(entry, query, nowMs)) yield entry
        }
        const last = rows.at(-1)
        if (!last) return
        after = { createdAtMs: Number(last['created_at_ms']), id: String(last['id']) }
      }
    },
    async claim(id, holder, leaseMs) {
      const taken = await take(id, holder, leaseMs)
      if (taken) return taken as Claim<Place>
      return (await rowOf(db, id)) ? 'held' : 'absent'
    },
    async claimNext(holder, leaseMs, nowMs, choose) {
      const damaged = new Set<string>()
      for (;;) {
        const search = queueSearch(nowMs)
        const { waiting, running, turn } = queueFrom(await db.query(search.sql, search.values), damaged)
        const id = waiting.length === 0 ? undefined : choose(waiting, running)
        if (id === undefined) return undefined
        const taken = await take(id, holder, leaseMs, turn)
        if (isClaim<Place>(taken)) return taken
        // Another process was faster, so the queue is another one now; a record that can't be read must not stop the others.
        if (taken) damaged.add(id)
      }
    },
    async renew({ job, holder, fence }, leaseMs) {
      const renewed = await db.query(
        `UPDATE fluxkit_jobs SET lease_until_ms = fluxkit_now() + $4, seen_at_ms = fluxkit_now()
         WHERE id = $1 AND holder = $2 AND fence = $3 RETURNING id`,
        [job.id, holder, fence, Math.round(leaseMs)],
      )
      return renewed.length > 0
    },
    async renewAll(claims, leaseMs) {
      const renewed = await db.query(
        `UPDATE fluxkit_jobs AS job SET lease_until_ms = fluxkit_now() + $4, seen_at_ms = fluxkit_now()
         FROM unnest($1::text[], $2::text[], $3::text[]) AS claim (id, holder, fence)
         WHERE job.id = claim.id AND job.holder = claim.holder AND job.fence = claim.fence::integer RETURNING job.id`,
        [
          claims.map(({ job }) => job.id),
          claims.map(({ holder }) => holder),
          claims.map(({ fence }) => String(fence)),
          Math.round(leaseMs),
        ],
      )
      return new Set(renewed.map((row) => String(row['id'])))
    },
    async commit(claim, next, effects = []) {
      const written = nextRevision(claim.job, next)
      // A record that can't be stored, or names another job, isn't the database's fault.
      recordText(written)
      const together = parts(effects, written)
      // Whatever fails, also when only the answer is lost: the transaction finds out what there is.
      const row = await commitAtOnce(db, claim, written, derivedOf(written, laneOf), together).catch(() => undefined)
      if (row) return { ...claim, job: shown(written, rowTask(row), undefined) }
      const work = async (tx: PostgresTransaction): Promise<{ result: Claim<Place> } | { undo: 'lost' | 'taken' }> => {
        const result = await commitOnce(tx, claim, next, effects)
        return typeof result === 'string' ? { undo: result } : { result }
      }
      return undoable(db, work, { isRepeatable: true })
    },
    release,
    remove: ({ job, holder, fence }) =>
      db.transaction(async (tx) => {
        const removed = await tx.query(
          'DELETE FROM fluxkit_jobs WHERE id = $1 AND holder = $2 AND fence = $3 RETURNING id',
          [job.id, holder, fence],
        )
        return removed.length > 0
      }),
    adopt: (jobId, task) =>
      db.transaction(async (tx) => {
        const row = await rowOf(tx, jobId, 'FOR UPDATE')
        return row ? own(tx, jobId, task, rowTask(row)) : 'absent'
      }),
    ownerOf: (taskId) => ownerOf(db, taskId),
    ...(db.listen && { changes: (onChange: () => void) => db.listen?.(channel, onChange) ?? (() => undefined) }),
    close: () => db.close(),
  }
}
