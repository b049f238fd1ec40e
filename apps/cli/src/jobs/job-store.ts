import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../settings/write-file-atomically.ts'
import type { Job } from './job.ts'
import { readJob } from './read-job.ts'

/** The journal: one file a job, written as a whole, readable by its owner alone. */
export interface JobStore {
  readonly folder: string
  write(job: Job): Promise<void>
  read(id: string): Promise<Job | undefined>
  /** Newest first. Files that cannot be read are counted, not thrown. */
  list(): Promise<{ readonly jobs: readonly Job[]; readonly unreadable: number }>
  delete(id: string): Promise<void>
}

const idShape = /^\d{8}-\d{6}-[a-z0-9]{4}$/

export function createJobStore(dataFolder: string): JobStore {
  const folder = join(dataFolder, 'jobs')
  const pathOf = (id: string): string => join(folder, `${id}.json`)

  const read = async (id: string): Promise<Job | undefined> => {
    if (!idShape.test(id)) return undefined
    const text = await readFile(pathOf(id), 'utf8').catch(ignoreMissing)
    return text === undefined ? undefined : readJob(text)
  }

  return {
    folder,
    read,
    write: (job) => writeFileAtomically(pathOf(job.id), `${JSON.stringify(job, undefined, 2)}\n`),
    delete: (id) => rm(pathOf(id), { force: true }),
    async list() {
      const names = await readdir(folder).catch(ignoreMissing)
      const ids = (names ?? []).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
      const found = await Promise.all(ids.map((id) => read(id)))
      const jobs = found.filter((job) => job !== undefined)
      return {
        jobs: jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1)),
        unreadable: found.length - jobs.length,
      }
    },
  }
}

/** Creates the journal's folder and removes a probe file again. @throws what the file system says */
export async function probeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const probe = join(folder, `.probe-${process.pid}`)
  await writeFileAtomically(probe, '')
  await rm(probe)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
