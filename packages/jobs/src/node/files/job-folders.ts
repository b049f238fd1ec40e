import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Damaged, type Entry, isDamaged } from '../../job/job.ts'
import type { Listed } from '../../stores/job-store.ts'
import { shown } from '../../stores/records.ts'
import { codeOf, isThere, makeFolder, namesIn, readIfThere, renameIfThere, syncFolder, writeNew } from './disk.ts'
import { decodeName, encodeName } from './encode-name.ts'
import type { Holders } from './holders.ts'
import { inParallel } from './in-parallel.ts'
import { namesOf, readRecord } from './job-folder.ts'
import { type RecordName, recordName } from './record-name.ts'
import type { TaskFiles } from './task-files.ts'

/** Single files `<id>.json` of an earlier version, next to the folders of jobs. */
export interface LegacyRecords<P> {
  /**
   * Reads one of them as a job of today.
   * @param id From the file's name.
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

export interface ListOptions {
  /** Records that were seen to have ended are left out. */
  readonly onlyOpen: boolean
  /** See `JobQuery`. */
  readonly settledBeforeMs: number
}

/** Reading and adding the folders of jobs. */
export interface JobFolders<P> {
  readonly pathOf: (id: string) => string
  find(id: string): Promise<FoundJob<P> | undefined>
  list(options: ListOptions): Promise<{ readonly entries: Listed<P>[]; readonly holders: ReadonlySet<string> }>
  /** Is there a record of this id in a folder of another name? */
  findMisplaced(id: string): Promise<Damaged | undefined>
  /** @returns false when there is one already */
  add(id: string, record: RecordName, text: string): Promise<boolean>
  /** Moves the folder or file of a record that can't be read to another folder. @returns false if it does not exist */
  setAside(id: string, target: string): Promise<boolean>
  /** Gives a job of an earlier program its own folder. */
  materialise(id: string): Promise<void>
  /** The job of an earlier program that a task belongs to. */
  legacyOwnerOf(taskId: string): Promise<string | undefined>
}

/** As many as the threads that Node reads with keep busy. */
const parallelReads = 16

/** What earlier programs leave behind when they crash. */
const remains = /\.(?:lock|tmp)$/

export function createJobFolders<P>({ folder, holders, tasks, legacy }: JobFoldersOptions<P>): JobFolders<P> {
  /** Finished records without a holder, by folder: they can't change without another name in it. */
  const ended = new Map<string, { readonly names: string; readonly found: FoundJob<P> }>()
  /** Folders whose records were seen to be their own, so that a job that was renamed is searched for only once. */
  const verified = new Set<string>()
  const pathOf = (id: string): string => join(folder, encodeName(id))
  const legacyPathOf = (id: string): string => join(folder, `${id}.json`)

  async function findEnded(name: string): Promise<FoundJob<P> | undefined> {
    const known = ended.get(name)
    if (!known) return undefined
    if ((await namesOf(join(folder, name))) === known.names) return known.found
    ended.delete(name)
    return undefined
  }

  async function findIn(name: string): Promise<FoundJob<P> | undefined> {
    return (await findEnded(name)) ?? readIn(name)
  }

  async function readIn(name: string): Promise<FoundJob<P> | undefined> {
    const found = await readRecord<P>(join(folder, name), decodeName(name))
    if (!found) return undefined
    const { record, entry, names } = found
    if (isDamaged(entry)) return { entry }
    verified.add(name)
    const holder = record?.holder
    const task = entry.job.task ? undefined : await tasks.noted(entry.job.id, join(folder, name))
    const seenAtMs = holder === undefined ? undefined : await holders.seenAtMs(holder)
    const held = holder !== undefined && (await holders.isAlive(holder))
    const job = shown(entry.job, task, seenAtMs)
    const read: FoundJob<P> = { entry: { job, held }, ...(record && { record }) }
    if (job.end && holder === undefined && record) ended.set(name, { names, found: read })
    return read
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

  /** Everything in the folder: a renamed record is owed like a truncated one. */
  async function findAny(name: string): Promise<FoundJob<P> | undefined> {
    const found = name.endsWith('.json') ? await find(name.slice(0, -'.json'.length)) : await findIn(name)
    if (found || remains.test(name) || !(await isThere(join(folder, name)))) return found
    const [id] = /^[\w-]{1,64}/.exec(name) ?? []
    return { entry: { damaged: `${name} isn’t the name of a record.`, ...(id !== undefined && { id }) } }
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
    async list({ onlyOpen, settledBeforeMs }) {
      const entries: Listed<P>[] = []
      const used = new Set<string>()
      const toRead: string[] = []
      for (const name of (await namesIn(folder)) ?? []) {
        const known = ended.get(name)?.found.entry
        const isSettled = known && !isDamaged(known) && known.job.createdAtMs < settledBeforeMs
        if (isSettled) entries.push(known)
        // Hidden ones are being made.
        else if (!name.startsWith('.')) toRead.push(name)
      }
      await inParallel(toRead, parallelReads, async (name) => {
        if (onlyOpen && (await findEnded(name))) return
        const found = await findAny(name)
        // A file next to a folder was written by an earlier version: its job is listed once.
        if (!found || (found.record && name.endsWith('.json'))) return
        if (found.record?.holder !== undefined) used.add(found.record.holder)
        entries.push(found.entry)
      })
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
      // Written again by a program of the earlier version, which may know the task by now.
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
