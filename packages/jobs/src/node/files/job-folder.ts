import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import { type Entry, isDamaged } from '../../job/job.ts'
import { readJob } from '../../job/read-job.ts'
import { namesIn, readIfThere } from './disk.ts'
import { latest, type RecordName, readRecordName } from './record-name.ts'

/** A record on the disk. */
export interface FoundRecord<P> {
  readonly entry: Entry<P>
  /** Absent when the folder holds no record. */
  readonly record?: RecordName
  /** The names of all files in the folder, as they were read: see {@link namesOf}. */
  readonly names: string
}

/** Between listing a folder and reading its file, claims may rename it. */
const maxTries = 20

/**
 * Reads the record of a job's folder.
 *
 * @param id Of the job that the folder is named after.
 * @returns `undefined` when there is no such folder
 */
export async function readRecord<P>(folder: string, id: string | undefined): Promise<FoundRecord<P> | undefined> {
  const named = id === undefined ? {} : { id }
  for (let tries = 0; tries < maxTries; tries++) {
    const names = await namesIn(folder)
    if (!names) return undefined
    const record = latest(names)
    if (!record)
      return { entry: { damaged: 'The folder of the job holds no record.', ...named }, names: names.join('/') }
    const text = await readIfThere(join(folder, record.name))
    if (text !== undefined)
      return { record, entry: misplaced(readJob<P>(text, id), folder, id), names: names.join('/') }
  }
  return { entry: { damaged: 'The record is renamed all the time.', ...named }, names: '' }
}

/** The names of all files in a folder. While they are the same, a record without a holder is the same, too. */
export async function namesOf(folder: string): Promise<string | undefined> {
  return (await namesIn(folder))?.join('/')
}

/** A folder whose name isn't an id was renamed. */
function misplaced<P>(entry: Entry<P>, folder: string, id: string | undefined): Entry<P> {
  if (isDamaged(entry) || id !== undefined) return entry
  return { damaged: `The folder ${folder} was renamed: it holds job ${entry.job.id}.`, id: entry.job.id }
}

/** Removes what holders left that wrote too late. */
export async function tidy(folder: string, current: RecordName): Promise<void> {
  for (const name of (await namesIn(folder)) ?? []) {
    const other = readRecordName(name)
    if (other && other.fence < current.fence) await rm(join(folder, name), { force: true })
  }
}

/** Has another process claimed the job since? */
export async function isOvertaken(folder: string, { fence }: RecordName): Promise<boolean> {
  const last = latest((await namesIn(folder)) ?? [])
  return last === undefined || last.fence > fence
}
