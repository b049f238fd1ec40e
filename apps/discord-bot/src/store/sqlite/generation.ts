import { readFileSync, statSync, writeFileSync } from 'node:fs'
import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { StoreStart } from '../store.ts'

/**
 * The fingerprint of a database file: a number in it and in a small file beside it, raised at each start. A database from
 * a backup has a lower number than the file beside it. Where both were copied, the file is another one (its inode).
 * A snapshot of the whole disk changes neither: there, delete the file before the start.
 *
 * The database is written first. A crash in between leaves the file behind, which is no sign of a backup.
 */
export async function beginGeneration(db: SqliteDatabase, path: string, nowMs: number): Promise<StoreStart> {
  if (path === ':memory:') return {}
  const file = `${path}.generation`
  const { generation, restoredAtMs } = await db.transaction(() => {
    const written = numberFact(db, 'generation')
    const beside = readBeside(file)
    const isRestored =
      written === undefined
        ? beside !== undefined
        : beside === undefined || beside.generation > written || isOther(db, beside)
    const next = Math.max(written ?? 0, beside?.generation ?? 0) + 1
    putFact(db, 'generation', String(next))
    if (isRestored) putFact(db, 'restored-at-ms', String(Math.round(nowMs)))
    return { generation: next, restoredAtMs: numberFact(db, 'restored-at-ms') }
  })
  // In place: it stays the same file.
  writeFileSync(file, `${generation}\n`)
  await db.transaction(() => putFact(db, 'generation-file', inodeOf(file)))
  return restoredAtMs === undefined ? {} : { restoredAtMs }
}

interface Beside {
  readonly generation: number
  readonly inode: string
}

function readBeside(file: string): Beside | undefined {
  try {
    const generation = Number(readFileSync(file, 'utf8'))
    return Number.isSafeInteger(generation) ? { generation, inode: inodeOf(file) } : undefined
  } catch {
    return undefined
  }
}

function inodeOf(file: string): string {
  return String(statSync(file, { bigint: true }).ino)
}

function isOther(db: SqliteDatabase, { inode }: Beside): boolean {
  const known = fact(db, 'generation-file')
  return known !== undefined && known !== inode
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
