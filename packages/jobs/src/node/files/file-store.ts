import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import type { Clock } from '@fluxkit/core'
import { hostClock } from '../../job/host-clock.ts'
import { isDamaged, type Task } from '../../job/job.ts'
import type { JobStore } from '../../stores/job-store.ts'
import { byAge, matches } from '../../stores/matches.ts'
import { watchChanges } from './changes.ts'
import { createHolders } from './holders.ts'
import { tidyUp } from './housekeeping.ts'
import { createClaimedRecords } from './claimed-records.ts'
import { createJobFolders, type LegacyRecords } from './job-folders.ts'
import { isRunning, type ProcessIdentity, thisProcess } from '../machine/process-identity.ts'
import { createTaskFiles } from './task-files.ts'
import { createKeyedQueue } from './keyed-queue.ts'

/** Where the records are, and how to find out whether another process is alive. */
export interface FileStoreOptions<Place> {
  /** The data folder; apps that share it share jobs, budget and task ownership. */
  readonly folder: string
  readonly clock?: Clock
  /** Records that an earlier program left as single files in `<folder>/jobs`. */
  readonly legacy?: LegacyRecords<Place>
  /** Milliseconds of a monotonic clock, for the heartbeats of others. Default `performance.now`. */
  readonly elapsedMs?: () => number
  /** For tests. */
  readonly self?: ProcessIdentity
  /** For tests: is a process with this id running on this machine? */
  readonly isRunning?: (pid: number) => boolean
}

export interface FileStore<Place = unknown> extends JobStore<Place> {
  /**
   * Moves an unreadable record to `<folder>/damaged`, because a user discards or replaces it.
   *
   * @returns false when there is no such record, or it can be read
   */
  setAside(id: string): Promise<boolean>
}

const tidyEveryMs = 3_600_000

/**
 * Jobs on the disk, one folder each, shared by any number of processes, also on several machines with the same home
 * folder. No lock files: see `record-name.ts`.
 */
export function createFileStore<Place = unknown>(options: FileStoreOptions<Place>): FileStore<Place> {
  const { folder, clock = hostClock, legacy, self = thisProcess() } = options
  const holders = createHolders({
    folder: join(folder, 'holders'),
    self,
    isRunning: options.isRunning ?? isRunning,
    now: () => clock.now(),
    elapsedMs: options.elapsedMs ?? (() => performance.now()),
  })
  const tasks = createTaskFiles(join(folder, 'tasks'))
  const folders = createJobFolders<Place>({ folder: join(folder, 'jobs'), holders, tasks, legacy })
  const ownerOf = async (taskId: string): Promise<string | undefined> =>
    (await tasks.ownerOf(taskId)) ?? folders.legacyOwnerOf(taskId)
  const records = createClaimedRecords(folders, holders, { ...tasks, ownerOf })
  const changes = watchChanges(folder)
  /** Writes of this process are serialized per job. */
  const enqueue = createKeyedQueue()
  let tidyAtMs = 0

  async function adopt(jobId: string, task: Task): Promise<'adopted' | 'taken' | 'other' | 'absent'> {
    const found = await folders.find(jobId)
    if (!found) return 'absent'
    const known = isDamaged(found.entry) ? undefined : found.entry.job.task
    if (known && known.id !== task.id) return 'other'
    const owner = await ownerOf(task.id)
    if (owner !== undefined && owner !== jobId) return 'taken'
    await folders.materialise(jobId)
    return tasks.take(jobId, folders.pathOf(jobId), task)
  }

  return {
    create: (job, holder, leaseMs) =>
      enqueue(job.id, async () => {
        const created = await records.create(job, holder, leaseMs)
        changes.announce()
        return created
      }),
    read: async (id) => (await folders.find(id))?.entry,
    async *list(query = {}) {
      const { entries, holders: used } = await folders.list({
        onlyOpen: query.dueAtMs !== undefined,
        settledBeforeMs: query.settledBeforeMs ?? -Infinity,
      })
      const nowMs = clock.now()
      yield* entries.filter((entry) => matches(entry, query, nowMs)).sort(byAge)
      if (nowMs < tidyAtMs) return
      tidyAtMs = nowMs + tidyEveryMs
      await tidyUp(folder, used, nowMs)
    },
    claim: (id, holder, leaseMs) => enqueue(id, () => records.claim(id, holder, leaseMs)),
    renew: (claim, leaseMs) => records.renew(claim, leaseMs),
    commit: (claim, next) =>
      enqueue(claim.job.id, async () => {
        const current = await records.current(claim)
        if (!current) return 'lost'
        const isNew = next.task && current.task?.id !== next.task.id
        if (next.task && isNew && (await adopt(claim.job.id, next.task)) !== 'adopted') return 'taken'
        const written = await records.write(claim, current, next)
        changes.announce()
        return written
      }),
    release: (claim) =>
      enqueue(claim.job.id, async () => {
        await records.release(claim)
        changes.announce()
      }),
    remove: (claim) =>
      enqueue(claim.job.id, async () => {
        if (!(await records.current(claim))) return false
        await rm(folders.pathOf(claim.job.id), { recursive: true })
        return true
      }),
    async adopt(jobId, task) {
      const answer = await enqueue(jobId, () => adopt(jobId, task))
      changes.announce()
      return answer
    },
    setAside: (id) =>
      enqueue(id, async () => {
        const isMoved = await folders.setAside(id, join(folder, 'damaged'))
        if (isMoved) changes.announce()
        return isMoved
      }),
    ownerOf,
    changes: (onChange) => changes.listen(onChange),
    async close() {
      await changes.close()
      await holders.close()
    },
  }
}
