import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Damaged, type Entry, isDamaged } from '../../job/job.ts'
import type { Listed } from '../../stores/job-store.ts'
import { shown } from '../../stores/records.ts'
import { codeOf, isThere, makeFolder, namesIn, readIfThere, renameIfThere, syncFolder, writeNew } from './disk.ts'
import { decodeName, encodeName } from './encode-name.ts'
import type { Holders } from './holders.ts'
import { readRecord } from './job-folder.ts'
import { type RecordName, recordName } from './record-name.ts'
import type { TaskFiles } from './task-files.ts'

/** Single files `<id>.json` of an earlier program, beside the folders of jobs. */
export interface LegacyRecords<P> {
  /**
   * Reads one of them as a job of today.
   * @param id As the file's name says.
   */
  read(text: string, id: string): Entry<P>
}

export interface JobFoldersOptions<P> {
  readonly folder: string
  readonly holders: Pick<Holders, 'isAlive' | 'seenAtMs'>
  readonly tasks: Pick<TaskFiles, 'noted' | 'own' | 'take'>
  readonly legacy?: LegacyRecords<P> | undefined
}

export interface FoundJob<P> {
  readonly entry: Listed<P>
  /** Absent when there is no record to claim. */
  readonly record?: RecordName
}

/** Reading and adding the folders of jobs. */
export interface JobFolders<P> {
  readonly pathOf: (id: string) => string
  find(id: string): Promise<FoundJob<P> | undefined>
  /** @param onlyOpen Records that were seen to have ended are left out. */
  list(onlyOpen: boolean): Promise<{ readonly entries: Listed<P>[]; readonly holders: ReadonlySet<string> }>
  /** Is there a record of this id in a folder of another name? */
  findMisplaced(id: string): Promise<Damaged | undefined>
  /** @returns false when there is one already */
  add(id: string, record: RecordName, text: string): Promise<boolean>
  /** Moves the folder or file of a record that can't be read to another folder. @returns false if it does not exist */
  setAside(id: string, target: string): Promise<boolean>
  /** Gives a job of an earlier program a folder of its own. */
  materialise(id: string): Promise<void>
  /** The job of an earlier program that a task belongs to. */
  legacyOwnerOf(taskId: string): Promise<string | undefined>
}

/** What earlier programs leave behind when they crash. */
const remains = /\.(?:lock|tmp)$/

export function createJobFolders<P>({ folder, holders, tasks, legacy }: JobFoldersOptions<P>): JobFolders<P> {
  /** Ended records that nobody holds, by folder: they can't change without another name. */
  const ended = new Map<string, string>()
  /** Folders whose records were seen to be their own, so that a job that was renamed is searched for only once. */
  const verified = new Set<string>()
  const pathOf = (id: string): string => join(folder, encodeName(id))
  const legacyPathOf = (id: string): string => join(folder, `${id}.json`)

  async function findIn(name: string): Promise<FoundJob<P> | undefined> {
    const found = await readRecord<P>(join(folder, name), decodeName(name))
    if (!found) return undefined
    const { record, entry } = found
    if (isDamaged(entry)) return { entry }
    verified.add(name)
    const holder = record?.holder
    const task = entry.job.task ? undefined : await tasks.noted(entry.job.id, join(folder, name))
    const seenAtMs = holder === undefined ? undefined : await holders.seenAtMs(holder)
    const held = holder !== undefined && (await holders.isAlive(holder))
    const job = shown(entry.job, task, seenAtMs)
    if (job.end && holder === undefined && record) ended.set(name, record.name)
    return { entry: { job, held }, ...(record && { record }) }
  }

  async function readLegacy(id: string): Promise<Entry<P> | undefined> {
    const text = legacy && /^[\w-]+$/.test(id) ? await readIfThere(legacyPathOf(id)) : undefined
    return text === undefined ? undefined : legacy?.read(text, id)
  }

  async function findLegacy(id: string): Promise<FoundJob<P> | undefined> {
    const entry = await readLegacy(id)
    return entry && { entry: isDamaged(entry) ? entry : { ...entry, held: false } }
  }

  async function find(id: string): Promise<FoundJob<P> | undefined> {
    return (await findIn(encodeName(id))) ?? findLegacy(id)
  }

  /** Whatever lies in the folder: a record that somebody has renamed is owed like one that is cut in half. */
  async function findAny(name: string): Promise<FoundJob<P> | undefined> {
    const found = name.endsWith('.json') ? await find(name.slice(0, -'.json'.length)) : await findIn(name)
    if (found || remains.test(name) || !(await isThere(join(folder, name)))) return found
    const [id] = /^[\w-]{1,64}/.exec(name) ?? []
    return { entry: { damaged: `${name} isn’t the name of a record.`, ...(id !== undefined && { id }) } }
  }

  async function isKnownToHaveEnded(name: string): Promise<boolean> {
    const record = ended.get(name)
    return record !== undefined && ((await namesIn(join(folder, name))) ?? []).includes(record)
  }

  async function add(id: string, record: RecordName, text: string): Promise<boolean> {
    const temporary = join(folder, `.${randomUUID()}.new`)
    await makeFolder(temporary)
    try {
      await writeNew(join(temporary, record.name), text)
      await syncFolder(temporary)
      // Fails where there is a folder already.
      await rename(temporary, pathOf(id))
      await syncFolder(folder)
      return true
    } catch (error) {
      const isTaken = ['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(codeOf(error) ?? '') && (await namesIn(pathOf(id)))
      if (!isTaken) throw error
      return false
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  }

  return {
    pathOf,
    find,
    add,
    async list(onlyOpen) {
      const entries: Listed<P>[] = []
      const used = new Set<string>()
      for (const name of (await namesIn(folder)) ?? []) {
        // Hidden ones are being made.
        if (name.startsWith('.') || (onlyOpen && (await isKnownToHaveEnded(name)))) continue
        const found = await findAny(name)
        // A file beside a folder was written by a program of the earlier version: its job is listed once.
        if (!found || (found.record && name.endsWith('.json'))) continue
        if (found.record?.holder !== undefined) used.add(found.record.holder)
        entries.push(found.entry)
      }
      return { entries, holders: used }
    },
    async findMisplaced(id) {
      for (const name of (await namesIn(folder)) ?? []) {
        if (name.startsWith('.') || name.endsWith('.json') || verified.has(name)) continue
        const found = await findIn(name)
        if (found && isDamaged(found.entry) && found.entry.id === id) return found.entry
      }
      return undefined
    },
    async setAside(id, target) {
      for (const name of (await namesIn(folder)) ?? []) {
        if (name.startsWith('.')) continue
        const found = await findAny(name)
        if (!found || !isDamaged(found.entry) || found.entry.id !== id) continue
        await makeFolder(target)
        if (await renameIfThere(join(folder, name), join(target, `${name}.${randomUUID()}`))) return true
      }
      return false
    },
    async materialise(id) {
      const old = await readLegacy(id)
      if (!old || isDamaged(old)) return
      if (old.job.task) await tasks.own(id, old.job.task.id)
      const isNew = await add(id, recordName(0), JSON.stringify(old.job))
      // Written once more by a program of the earlier version, which may know the task by now.
      if (!isNew && old.job.task) await tasks.take(id, pathOf(id), old.job.task)
      await rm(legacyPathOf(id), { force: true })
    },
    async legacyOwnerOf(taskId) {
      for (const name of legacy ? ((await namesIn(folder)) ?? []) : []) {
        const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : ''
        const old = await readLegacy(id)
        if (old && !isDamaged(old) && old.job.task?.id === taskId) return id
      }
      return undefined
    },
  }
}
