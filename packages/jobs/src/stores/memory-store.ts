import type { Clock } from '@fluxkit/core'
import { hostClock } from '../job/host-clock.ts'
import { type Damaged, isDamaged, type Job, type Task } from '../job/job.ts'
import { readJob } from '../job/read-job.ts'
import { stateOf } from '../job/state-of.ts'
import { isDue } from '../outcome/recheck-times.ts'
import type { Claim, HeldJob, JobStore, Listed } from './job-store.ts'
import { byAge, matches } from './matches.ts'
import { gone, nextRevision, recordText, shown } from './records.ts'

/** A clock and records for tests. */
export interface MemoryStoreOptions<Place, Effect> {
  readonly clock?: Clock
  /** Called with the effects of each write, before it counts. What it throws undoes the write. */
  readonly apply?: (effects: readonly Effect[], job: Job<Place>) => void
  /** See `WaitingJob`. Jobs that must not count against another one's share need their own lane. */
  readonly laneOf?: (job: Job<Place>) => string
  /** Records as they would be on a disk. Two stores that share them are two processes. */
  readonly records?: MemoryRecords
}

/** What a memory store holds. */
export interface MemoryRecords {
  readonly jobs: Map<string, MemoryRecord>
  /** Job by task. */
  readonly owners: Map<string, string>
  /** Task by job. */
  readonly tasks: Map<string, Task>
}

export interface MemoryRecord {
  text: string
  fence: number
  holder?: string
  leaseUntilMs: number
  seenAtMs?: number
}

/** Records that no store has written yet. */
export function createMemoryRecords(): MemoryRecords {
  return { jobs: new Map(), owners: new Map(), tasks: new Map() }
}

/** Jobs in memory, for tests and for hosts without a disk: they end with the program. */
export function createMemoryStore<Place = unknown, Effect = never>(
  options: MemoryStoreOptions<Place, Effect> = {},
): JobStore<Place, Effect> {
  const { clock = hostClock, apply, laneOf = () => '', records = createMemoryRecords() } = options
  const { jobs, owners, tasks } = records

  const isHeld = ({ holder, leaseUntilMs }: MemoryRecord): boolean => holder !== undefined && clock.now() < leaseUntilMs

  function read(id: string, record: MemoryRecord): Listed<Place> {
    const entry = readJob<Place>(record.text, id)
    if (isDamaged(entry)) return entry
    return { job: shown(entry.job, tasks.get(id), record.seenAtMs), held: isHeld(record) }
  }

  const everything = (): Listed<Place>[] => [...jobs].map(([id, record]) => read(id, record)).sort(byAge)

  function take(id: string, record: MemoryRecord, holder: string, leaseMs: number): Claim<Place> | Damaged {
    const entry = read(id, record)
    if (isDamaged(entry)) return entry
    record.fence += 1
    record.holder = holder
    extend(record, leaseMs)
    return { job: entry.job, holder, fence: record.fence }
  }

  function extend(record: MemoryRecord, leaseMs: number): void {
    record.leaseUntilMs = clock.now() + leaseMs
    record.seenAtMs = clock.now()
  }

  /** @returns `undefined` when the claim was lost */
  function recordOf({ job, holder, fence }: Claim<Place>): MemoryRecord | undefined {
    const record = jobs.get(job.id)
    return record?.fence === fence && record.holder === holder ? record : undefined
  }

  function mayOwn(jobId: string, task: Task): 'adopted' | 'taken' | 'other' {
    const owner = owners.get(task.id)
    if (owner !== undefined) return owner === jobId ? 'adopted' : 'taken'
    return tasks.has(jobId) ? 'other' : 'adopted'
  }

  function own(jobId: string, task: Task): void {
    owners.set(task.id, jobId)
    if (!tasks.has(jobId)) tasks.set(jobId, task)
  }

  return {
    async create(job, holder, leaseMs, effects = []) {
      const existing = jobs.get(job.id)
      if (existing) return { exists: read(job.id, existing) }
      const owner = job.task && owners.get(job.task.id)
      const other = owner === undefined ? undefined : jobs.get(owner)
      if (owner !== undefined && owner !== job.id) return { exists: other ? read(owner, other) : gone(owner) }
      const record: MemoryRecord = { text: recordText(job), fence: 1, holder, leaseUntilMs: 0 }
      apply?.(effects, job)
      jobs.set(job.id, record)
      if (job.task) own(job.id, job.task)
      extend(record, leaseMs)
      return { job, holder, fence: 1 }
    },
    async read(id) {
      const record = jobs.get(id)
      return record && read(id, record)
    },
    async *list(query = {}) {
      const nowMs = clock.now()
      yield* everything().filter((entry) => matches(entry, query, nowMs))
    },
    async claim(id, holder, leaseMs) {
      const record = jobs.get(id)
      if (!record) return 'absent'
      return isHeld(record) ? 'held' : take(id, record, holder, leaseMs)
    },
    async claimNext(holder, leaseMs, nowMs, choose) {
      const entries = everything().filter((entry): entry is HeldJob<Place> => !isDamaged(entry))
      const waiting = entries.filter(
        ({ job, held }) => !held && stateOf(job, nowMs, held) === 'created' && isDue(job, nowMs),
      )
      const running = new Map<string, number>()
      for (const { job, held } of entries) {
        if (held && job.end === undefined) running.set(laneOf(job), (running.get(laneOf(job)) ?? 0) + 1)
      }
      const id = choose(
        waiting.map(({ job }) => ({ id: job.id, createdAtMs: job.createdAtMs, lane: laneOf(job) })),
        running,
      )
      const record = id === undefined ? undefined : jobs.get(id)
      return id === undefined || !record ? undefined : (take(id, record, holder, leaseMs) as Claim<Place>)
    },
    async renew(claim, leaseMs) {
      const record = recordOf(claim)
      if (record) extend(record, leaseMs)
      return record !== undefined
    },
    async commit(claim, next, effects = []) {
      const record = recordOf(claim)
      const current = record && readJob<Place>(record.text, claim.job.id)
      if (!record || !current || isDamaged(current) || current.job.rev !== claim.job.rev) return 'lost'
      const written = nextRevision(current.job, next)
      const text = recordText(written)
      if (next.task && mayOwn(next.id, next.task) !== 'adopted') return 'taken'
      apply?.(effects, written)
      if (next.task) own(next.id, next.task)
      record.text = text
      return { ...claim, job: shown(written, tasks.get(written.id), undefined) }
    },
    async release(claim) {
      const record = recordOf(claim)
      if (record) delete record.holder
    },
    async remove(claim) {
      if (!recordOf(claim)) return false
      tasks.delete(claim.job.id)
      return jobs.delete(claim.job.id)
    },
    async adopt(jobId, task) {
      if (!jobs.has(jobId)) return 'absent'
      const answer = mayOwn(jobId, task)
      if (answer === 'adopted') own(jobId, task)
      return answer
    },
    async ownerOf(taskId) {
      return owners.get(taskId)
    },
    close: () => Promise.resolve(),
  }
}
