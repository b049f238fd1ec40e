import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Damaged, isDamaged, type Job } from '../../job/job.ts'
import { readJob } from '../../job/read-job.ts'
import type { Claim, Listed } from '../../stores/job-store.ts'
import { gone, nextRevision, recordText, shown } from '../../stores/records.ts'
import { namesIn, readIfThere, renameIfThere, replace, syncFolder } from './disk.ts'
import type { Holders } from './holders.ts'
import { isOvertaken, tidy } from './job-folder.ts'
import type { JobFolders } from './job-folders.ts'
import { latest, readRecordName, type RecordName, recordName } from './record-name.ts'
import type { TaskFiles } from './task-files.ts'

/** Claiming jobs, and writing what is claimed. */
export interface ClaimedRecords<P> {
  create(job: Job<P>, holder: string, leaseMs: number): Promise<Claim<P> | { readonly exists: Listed<P> }>
  claim(id: string, holder: string, leaseMs: number): Promise<Claim<P> | 'held' | 'absent' | Damaged>
  renew(claim: Claim<P>, leaseMs: number): Promise<boolean>
  /** The record as it is written. @returns `undefined` when the claim was lost */
  current(claim: Claim<P>): Promise<Job<P> | undefined>
  write(claim: Claim<P>, current: Job<P>, next: Job<P>): Promise<Claim<P> | 'lost'>
  release(claim: Claim<P>): Promise<void>
}

export function createClaimedRecords<P>(
  folders: JobFolders<P>,
  holders: Pick<Holders, 'beat' | 'seenAtMs'>,
  tasks: Pick<TaskFiles, 'noted' | 'own' | 'ownerOf'>,
): ClaimedRecords<P> {
  const { pathOf } = folders

  /** @returns `undefined` when the claim was lost */
  async function read({ job: { id }, fence, holder }: Claim<P>): Promise<Job<P> | undefined> {
    const record = recordName(fence, holder)
    const text = await readIfThere(join(pathOf(id), record.name))
    if (text === undefined || (await isOvertaken(pathOf(id), record))) return undefined
    const entry = readJob<P>(text, id)
    return isDamaged(entry) ? undefined : entry.job
  }

  /** Two processes that both took one holder for dead: the second finds the first. */
  async function isSole(id: string, { name, fence }: RecordName): Promise<boolean> {
    const names = (await namesIn(pathOf(id))) ?? []
    return !names.some((other) => other !== name && (readRecordName(other)?.fence ?? -1) >= fence)
  }

  return {
    async create(job, holder, leaseMs) {
      const text = recordText(job)
      const existing = (await folders.find(job.id))?.entry ?? (await folders.findMisplaced(job.id))
      if (existing) return { exists: existing }
      const owner = job.task && (await tasks.ownerOf(job.task.id))
      const isTaken = owner !== undefined && owner !== job.id
      if (isTaken || (job.task && !(await tasks.own(job.id, job.task.id)))) {
        const other = owner ?? job.id
        return { exists: (await folders.find(other))?.entry ?? gone(other) }
      }
      await holders.beat(holder, leaseMs)
      if (await folders.add(job.id, recordName(1, holder), text)) return { job, holder, fence: 1 }
      const faster = await folders.find(job.id)
      return { exists: faster?.entry ?? { damaged: 'The record was removed a moment ago.', id: job.id } }
    },
    async claim(id, holder, leaseMs) {
      await folders.materialise(id)
      const found = await folders.find(id)
      if (!found) return 'absent'
      const { entry, record } = found
      if (isDamaged(entry)) return entry
      if (entry.held || !record) return 'held'
      await holders.beat(holder, leaseMs)
      const next = recordName(record.fence + 1, holder)
      const path = join(pathOf(id), next.name)
      if (!(await renameIfThere(join(pathOf(id), record.name), path))) return 'held'
      if (!(await isSole(id, next))) {
        await renameIfThere(path, join(pathOf(id), record.name))
        return 'held'
      }
      await syncFolder(pathOf(id))
      await tidy(pathOf(id), next)
      // The old holder may have written until the moment of the renaming.
      const taken = readJob<P>((await readIfThere(path)) ?? '', id)
      if (isDamaged(taken)) return taken
      return { job: shown(taken.job, entry.job.task, entry.job.wantedAtMs), holder, fence: next.fence }
    },
    async renew({ job, holder, fence }, leaseMs) {
      const last = latest((await namesIn(pathOf(job.id))) ?? [])
      if (last?.name !== recordName(fence, holder).name) return false
      await holders.beat(holder, leaseMs)
      return true
    },
    async current(claim) {
      const job = await read(claim)
      return job?.rev === claim.job.rev ? job : undefined
    },
    async write(claim, current, next) {
      const record = recordName(claim.fence, claim.holder)
      const path = pathOf(claim.job.id)
      const written = nextRevision(current, next)
      await replace(join(path, record.name), recordText(written))
      if (await isOvertaken(path, record)) {
        // Written under a name that is never read again.
        await rm(join(path, record.name), { force: true })
        return 'lost'
      }
      const task = written.task ? undefined : await tasks.noted(written.id, path)
      return { ...claim, job: shown(written, task, undefined) }
    },
    async release(claim) {
      const job = await read(claim)
      if (!job) return
      const path = join(pathOf(job.id), recordName(claim.fence, claim.holder).name)
      const seenAtMs = await holders.seenAtMs(claim.holder)
      // Only jobs that were never submitted grow stale.
      if (job.attempts.length === 0 && !job.end && seenAtMs !== undefined) {
        await replace(path, recordText(shown(job, undefined, seenAtMs)))
      }
      await renameIfThere(path, join(pathOf(job.id), recordName(claim.fence).name))
    },
  }
}
