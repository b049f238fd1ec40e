import type { Clock } from '@fluxkit/core'
import { hostClock } from '../../job/host-clock.ts'
import { isDamaged, type Job, type Task } from '../../job/job.ts'
import { type Claim, isClaim, type JobStore, type Listed } from '../../stores/job-store.ts'
import { matches } from '../../stores/matches.ts'
import { gone, nextRevision, shown } from '../../stores/records.ts'
import type { Row, SqliteDatabase } from './database.ts'
import {
  derivedColumns,
  derivedValues,
  insertJob,
  rowEntry,
  rowIsHeld,
  rowListed,
  rowTask,
  selectJobs,
} from './job-rows.ts'
import { type LeaseClock, machineClock } from './lease-clock.ts'
import { prepareSchema } from './schema.ts'
import { jobSearch, runningSearch, waitingSearch } from './job-queries.ts'

/** The database, and what the host writes in a job's transaction. */
export interface SqliteStoreOptions<Place, Effect> {
  readonly db: SqliteDatabase
  /**
   * Writes effects into the host's own tables, in the transaction of their job. If it throws, both are rolled back.
   *
   * @param before As it was last written; absent for a new job.
   */
  readonly apply?: (effects: readonly Effect[], job: Job<Place>, before: Job<Place> | undefined) => void
  /** See `WaitingJob`. Jobs that must not count against another one's share need their own lane. */
  readonly laneOf?: (job: Job<Place>) => string
  readonly clock?: Clock
  readonly leases?: LeaseClock
}

/**
 * Jobs in SQLite, shared by the processes of one machine. The host's tables may be in the same database; its effects are
 * written in the same transaction.
 */
export function createSqliteStore<Place = unknown, Effect = never>(
  options: SqliteStoreOptions<Place, Effect>,
): JobStore<Place, Effect> {
  const { db, apply, laneOf = () => '', clock = hostClock, leases = machineClock() } = options
  prepareSchema(db)

  const rowOf = (id: string): Row | undefined => db.get(`${selectJobs} WHERE id = ?`, id)

  function ownerOf(taskId: string): string | undefined {
    const owner = db.get('SELECT job_id FROM fluxkit_job_tasks WHERE task_id = ?', taskId)?.['job_id']
    return typeof owner === 'string' ? owner : undefined
  }

  function own(jobId: string, task: Task, known: Task | undefined): 'adopted' | 'taken' | 'other' {
    if (known?.id === task.id) return 'adopted'
    const owner = ownerOf(task.id)
    if (owner !== undefined) return owner === jobId ? 'adopted' : 'taken'
    if (known) return 'other'
    db.run('INSERT INTO fluxkit_job_tasks VALUES (?, ?, ?)', task.id, jobId, JSON.stringify(task))
    return 'adopted'
  }

  function hold(id: string, holder: string, fence: number, leaseMs: number): void {
    db.run(
      'UPDATE fluxkit_jobs SET holder = ?, fence = ?, lease_boot = ?, lease_until_ms = ?, seen_at_ms = ? WHERE id = ?',
      holder,
      fence,
      leases.boot,
      Math.round(leases.now() + leaseMs),
      clock.now(),
      id,
    )
  }

  function insert(job: Job<Place>, holder: string, leaseMs: number, effects: readonly Effect[]): Claim<Place> {
    insertJob(db, job, laneOf)
    hold(job.id, holder, 1, leaseMs)
    if (job.task) own(job.id, job.task, undefined)
    apply?.(effects, job, undefined)
    return { job, holder, fence: 1 }
  }

  function take(row: Row, holder: string, leaseMs: number): ReturnType<typeof rowListed<Place>> | Claim<Place> {
    const entry = rowListed<Place>(row, leases)
    if (isDamaged(entry)) return entry
    const fence = Number(row['fence']) + 1
    hold(entry.job.id, holder, fence, leaseMs)
    return { job: entry.job, holder, fence }
  }

  /** @returns `undefined` when the claim was lost */
  function mine({ job, holder, fence }: Claim<Place>): Row | undefined {
    const row = rowOf(job.id)
    return row?.['holder'] === holder && row['fence'] === fence ? row : undefined
  }

  /** Only what has changed: SQLite writes the indexes of every column that is set. */
  function write(before: Row, job: Job<Place>): void {
    const values = derivedValues(job, laneOf)
    const changed = derivedColumns
      .map((column, at) => [column, values[at] ?? null] as const)
      .filter(([column, value]) => before[column] !== value)
    const set = changed.map(([column]) => `${column} = ?`).join(', ')
    db.run(`UPDATE fluxkit_jobs SET ${set} WHERE id = ?`, ...changed.map(([, value]) => value), job.id)
  }

  return {
    async create(job, holder, leaseMs, effects = []) {
      return db.transaction(() => {
        const existing = rowOf(job.id)
        if (existing) return { exists: rowListed<Place>(existing, leases) }
        const owner = job.task && ownerOf(job.task.id)
        if (owner !== undefined && owner !== job.id) {
          const other = rowOf(owner)
          return { exists: other ? rowListed<Place>(other, leases) : gone(owner) }
        }
        return insert(job, holder, leaseMs, effects)
      })
    },
    createAll: (entries, holder, leaseMs) =>
      db.transaction(() => {
        const existing = entries.map(({ job }) => rowOf(job.id)).find((row) => row !== undefined)
        if (existing) return { exists: rowListed<Place>(existing, leases) }
        return entries.map(({ job, effects }) => insert(job, holder, leaseMs, effects))
      }),
    async read(id) {
      const row = await db.read(() => rowOf(id))
      return row && rowListed<Place>(row, leases)
    },
    async *list(query = {}) {
      let after: Parameters<typeof jobSearch>[2]
      for (;;) {
        const { sql, values } = jobSearch(query, leases, after)
        const rows = await db.read(() => db.all(sql, ...values))
        const nowMs = clock.now()
        for (const row of rows) {
          const entry: Listed<Place> = rowListed(row, leases)
          if (matches(entry, query, nowMs)) yield entry
        }
        const last = rows.at(-1)
        if (!last) return
        after = { createdAtMs: Number(last['created_at_ms']), id: String(last['id']) }
      }
    },
    claim: (id, holder, leaseMs) =>
      db.transaction(() => {
        const row = rowOf(id)
        if (!row) return 'absent'
        if (rowIsHeld(row, leases)) return 'held'
        return take(row, holder, leaseMs) as Claim<Place>
      }),
    async claimNext(holder, leaseMs, nowMs, choose) {
      // Most calls find an empty queue, and reading needs no write lock.
      const search = waitingSearch(leases, nowMs)
      const some = await db.read(() => db.all(search.sql, ...search.values))
      if (some.length === 0) return undefined
      return db.transaction(() => {
        const waiting = db.all(search.sql, ...search.values).map((row) => ({
          id: String(row['id']),
          lane: String(row['lane']),
          createdAtMs: Number(row['created_at_ms']),
        }))
        const running = runningSearch(leases)
        const rows = db.all(running.sql, ...running.values)
        const counts = new Map(rows.map((row) => [String(row['lane']), Number(row['count'])]))
        const damaged = new Set<string>()
        for (;;) {
          const id = choose(
            waiting.filter((job) => !damaged.has(job.id)),
            counts,
          )
          const row = id === undefined ? undefined : rowOf(id)
          if (id === undefined || !row || damaged.has(id)) return undefined
          const claim = take(row, holder, leaseMs)
          if (isClaim<Place>(claim)) return claim
          // One unreadable record must not block the others.
          damaged.add(id)
        }
      })
    },
    renew: (claim, leaseMs) =>
      db.transaction(() => {
        if (!mine(claim)) return false
        hold(claim.job.id, claim.holder, claim.fence, leaseMs)
        return true
      }),
    commit: (claim, next, effects = []) =>
      db.transaction(() => {
        const row = mine(claim)
        const current = row && rowEntry<Place>(row)
        if (!row || !current || isDamaged(current) || current.job.rev !== claim.job.rev) return 'lost'
        const task = rowTask(row)
        if (next.task && own(next.id, next.task, task) !== 'adopted') return 'taken'
        const written = nextRevision(current.job, next)
        write(row, written)
        apply?.(effects, written, current.job)
        return { ...claim, job: shown(written, task, undefined) }
      }),
    async release(claim) {
      await db.transaction(() => {
        if (mine(claim)) db.run('UPDATE fluxkit_jobs SET holder = NULL WHERE id = ?', claim.job.id)
      })
    },
    remove: (claim) =>
      db.transaction(() => {
        if (!mine(claim)) return false
        db.run('UPDATE fluxkit_job_tasks SET task = NULL WHERE job_id = ?', claim.job.id)
        return db.run('DELETE FROM fluxkit_jobs WHERE id = ?', claim.job.id) > 0
      }),
    adopt: (jobId, task) =>
      db.transaction(() => {
        const row = rowOf(jobId)
        return row ? own(jobId, task, rowTask(row)) : 'absent'
      }),
    ownerOf: (taskId) => db.read(() => ownerOf(taskId)),
    async close() {
      db.close()
    },
  }
}
