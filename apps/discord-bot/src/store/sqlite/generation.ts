import { readFileSync, statSync, writeFileSync } from 'node:fs'
import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { StoreStart } from '../store.ts'

/**
 * The fingerprint of a database file: a number in it and in a small file beside it, raised at each start and before each
 * submission. A database from a backup has a lower number than the file beside it. Where both were copied, the file is
 * another one (its inode). A snapshot of the whole disk changes neither: delete the file before the start then.
 *
 * The database is written first. A crash in between leaves the file behind, which is not a sign of a backup.
 */
export interface Generation {
  begin(nowMs: number): Promise<StoreStart>
  /** Within the transaction that writes a submission down. */
  raise(): void
  /** Once that is committed, and before the submission leaves. */
  note(): Promise<void>
}

export function createGeneration(db: SqliteDatabase, path: string): Generation {
  const file = `${path}.generation`
  const isFile = path !== ':memory:'

  function raise(): number {
    const next = (numberFact(db, 'generation') ?? 0) + 1
    putFact(db, 'generation', String(next))
    return next
  }

  async function note(): Promise<void> {
    // In place: it stays the same file. Together with the read: a lower number never follows a higher one.
    if (isFile) await db.read(() => writeFileSync(file, `${numberFact(db, 'generation')}\n`))
  }

  async function begin(nowMs: number): Promise<StoreStart> {
    if (!isFile) return {}
    const restoredAtMs = await db.transaction(() => {
      const written = numberFact(db, 'generation')
      const beside = readBeside(file)
      if (isRestored(db, written, beside)) putFact(db, 'restored-at-ms', String(Math.round(nowMs)))
      if (beside && beside.generation > (written ?? 0)) putFact(db, 'generation', String(beside.generation))
      raise()
      return numberFact(db, 'restored-at-ms')
    })
    await note()
    await db.transaction(() => putFact(db, 'generation-file', inodeOf(file)))
    return restoredAtMs === undefined ? {} : { restoredAtMs }
  }

  return { begin, raise: () => void raise(), note }
}

interface Beside {
  readonly generation: number
  readonly inode: string
}

function isRestored(db: SqliteDatabase, written: number | undefined, beside: Beside | undefined): boolean {
  if (written === undefined) return beside !== undefined
  if (!beside || beside.generation > written) return true
  const inode = fact(db, 'generation-file')
  return inode !== undefined && inode !== beside.inode
}

function readBeside(file: string): Beside | undefined {
  try {
    const generation = Number(readFileSync(file, 'utf8').trim() || NaN)
    return Number.isSafeInteger(generation) ? { generation, inode: inodeOf(file) } : undefined
  } catch {
    return undefined
  }
}

function inodeOf(file: string): string {
  return String(statSync(file, { bigint: true }).ino)
}

function fact(db: SqliteDatabase, name: string): string | undefined {
  const value = db.get('SELECT value FROM facts WHERE name = ?', name)?.['value']
  return typeof value === 'string' ? value : undefined
}

function numberFact(db: SqliteDatabase, name: string): number | undefined {
  const value = fact(db, name)
  return value === undefined ? undefined : Number(value)
}

function putFact(db: SqliteDatabase, name: string, value: string): void {
  db.run('INSERT OR REPLACE INTO facts VALUES (?, ?)', name, value)
}

/** For a database that a backup replaces: its next start knows that. The bot is stopped. */
export function raiseGeneration(path: string): void {
  const file = `${path}.generation`
  const beside = readBeside(file)
  // Without the file, a database that was started before counts as restored.
  if (beside) writeFileSync(file, `${beside.generation + 1}\n`)
}
