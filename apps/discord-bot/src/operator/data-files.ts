import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SqliteDatabase } from '@fluxkit/jobs/node'
import type { Config } from '../config/config.ts'
import { imageLocation } from '../config/image-location.ts'
import { sqlitePath } from '../open-store.ts'
import { OperatorError } from './command.ts'

export interface DataFiles {
  readonly database: string
  /** Absent: they are in a bucket. */
  readonly images?: string
}

/** Where the embedded store and the images are. @throws {OperatorError} when the data is in PostgreSQL */
export function dataFiles(config: Config): DataFiles {
  if (config.DATABASE_URL !== undefined) {
    throw new OperatorError(
      'DATABASE_URL is set, so the data is in PostgreSQL: use pg_dump and pg_restore, and copy the images.',
    )
  }
  const place = imageLocation(config)
  return { database: sqlitePath(config), ...(place.kind === 'folder' && { images: place.folder }) }
}

/** @throws {OperatorError} without a database at this path */
export function checkThere(database: string): void {
  if (existsSync(database)) return
  throw new OperatorError(`There is no database at ${resolve(database)}. See FLUXKIT_DATA_DIR.`)
}

/** Only a database that nobody else has open lets go of its write-ahead log. @throws {OperatorError} when a bot runs on it */
export async function checkUnused(path: string): Promise<void> {
  const db = await SqliteDatabase.open(path)
  try {
    db.get('PRAGMA busy_timeout = 500')
    db.get('PRAGMA journal_mode = DELETE')
  } catch {
    throw new OperatorError(`${resolve(path)} is in use. Stop the bot first.`)
  } finally {
    db.close()
  }
}
