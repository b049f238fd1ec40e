import { type FSWatcher, watch } from 'node:fs'
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isCollectable, isEnded, type Job, type JobOwner } from '../model/jobs/job.ts'
import { readJob } from '../model/jobs/read-job.ts'
import { owned } from '../model/jobs/transitions.ts'
import { writeFileAtomically } from './atomic-file.ts'

/** Another window has taken the job; this one must not write it any more. */
export class JobTaken extends Error {
  override get name(): string {
    return 'JobTaken'
  }
}

/**
 * Jobs on the disk of the extension host, one file each, shared by all windows. Node's own file functions: claims need
 * an exclusive creation, which the editor's file API does not have.
 */
export interface JobStore {
  list(): Promise<Job[]>
  read(id: string): Promise<Job | undefined>
  /** @throws {JobTaken} */
  save(job: Job): Promise<void>
  /** Makes this window the owner; `undefined` when another was faster. */
  claim(job: Job, owner: JobOwner): Promise<Job | undefined>
  remove(id: string): Promise<void>
  /** Calls back after changes, also those of other windows. */
  watch(listener: () => void): () => void
}

/** A window that made a claim and died before it wrote the record blocks the job no longer than this. */
const staleClaimMs = 30_000
/** Ended jobs that are kept; older ones are forgotten, their pictures stay. What waits at the service is kept. */
const maxJobs = 300

export function createJobStore(folder: string, now: () => number = Date.now): JobStore {
  const file = (id: string): string => join(folder, `${id}.json`)

  async function read(id: string): Promise<Job | undefined> {
    const text = await readFile(file(id), 'utf8').catch(() => undefined)
    return text === undefined ? undefined : readJob(text)
  }

  async function remove(id: string): Promise<void> {
    const names = await readdir(folder).catch(() => [])
    const own = names.filter((name) => name === `${id}.json` || name.startsWith(`${id}.claim-`))
    await Promise.all(own.map((name) => rm(join(folder, name), { force: true })))
  }

  async function list(): Promise<Job[]> {
    const names = await readdir(folder).catch(() => [])
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
    const jobs = (await Promise.all(ids.map(read))).filter((job) => job !== undefined)
    const sorted = jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs)
    const old = sorted.slice(maxJobs).filter((job) => isEnded(job) && !isCollectable(job))
    await Promise.all(old.map(({ id }) => remove(id)))
    return sorted.filter((job) => !old.includes(job))
  }

  return {
    list,
    read,
    remove,
    async save(job) {
      const current = await read(job.id)
      if (current !== undefined && current.generation > job.generation) {
        throw new JobTaken(`Job ${job.id} belongs to another window`)
      }
      await mkdir(folder, { recursive: true })
      await writeFileAtomically(file(job.id), JSON.stringify(job))
    },
    async claim(job, owner) {
      await mkdir(folder, { recursive: true })
      const current = await read(job.id)
      if (current !== undefined && current.generation !== job.generation) return undefined
      for (let generation = job.generation + 1; ; generation++) {
        const claim = join(folder, `${job.id}.claim-${generation}`)
        try {
          await (await open(claim, 'wx')).close()
          const claimed = owned(current ?? job, owner, generation)
          await writeFileAtomically(file(job.id), JSON.stringify(claimed))
          await rm(join(folder, `${job.id}.claim-${generation - 1}`), { force: true })
          return claimed
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
          const info = await stat(claim).catch(() => undefined)
          if (info === undefined || now() - info.mtimeMs < staleClaimMs) return undefined
        }
      }
    },
    watch(listener) {
      let watcher: FSWatcher | undefined
      let timer: NodeJS.Timeout | undefined
      let isStopped = false
      const start = async (): Promise<void> => {
        await mkdir(folder, { recursive: true })
        if (isStopped) return
        watcher = watch(folder, () => {
          // One save is several events: temporary file, rename.
          timer ??= setTimeout(() => {
            timer = undefined
            listener()
          }, 50)
        })
        // Without notifications (some network drives) other windows' jobs show up when this one does something.
        watcher.on('error', () => watcher?.close())
      }
      start().catch(() => undefined)
      return () => {
        isStopped = true
        clearTimeout(timer)
        watcher?.close()
      }
    },
  }
}
