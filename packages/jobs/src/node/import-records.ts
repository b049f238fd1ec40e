import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Damaged, type Entry, isDamaged } from '../job/job.ts'
import { isClaim, type JobStore } from '../stores/job-store.ts'

/** The result of an import. */
export interface Imported {
  readonly imported: number
  /** Files that can't be read: they stay where they are. Show them, for an image may be owed. */
  readonly damaged: readonly Damaged[]
}

/**
 * Moves the records of an earlier program, `<id>.json` in its own folder, into a store. May be called at each start, by
 * several processes, and after a crash.
 *
 * @param read For example `jobFromExtension`.
 * @param holder A name that is never used again, as for `store.claim`.
 * @param take Called with the text of a record before it is moved. `false`: a process of the earlier program works on it, so it
 *   is left for the next call.
 */
export async function importRecords<P>(
  folder: string,
  store: JobStore<P>,
  read: (text: string, id: string) => Entry<P>,
  holder: string,
  take: (id: string, text: string) => Promise<boolean> = async () => true,
): Promise<Imported> {
  const names = await readdir(folder).catch(() => [])
  const damaged: Damaged[] = []
  let imported = 0
  for (const name of names) {
    if (!name.endsWith('.json')) continue
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    // Another process has just imported it.
    if (text === undefined) continue
    const entry = read(text, name.slice(0, -'.json'.length))
    if (isDamaged(entry)) {
      damaged.push(entry)
      continue
    }
    if (!(await take(entry.job.id, text))) continue
    const created = await store.create(entry.job, holder, 30_000)
    if (isClaim<P>(created)) {
      await store.release(created)
      imported += 1
    } else if (entry.job.task) {
      // A window of the earlier program has gone on with it since.
      await store.adopt(entry.job.id, entry.job.task)
    }
    await rm(join(folder, name), { force: true })
  }
  return { imported, damaged }
}
