import { join } from 'node:path'
import type { Clock } from '@fluxkit/core/node'
import type { Config } from './config/config.ts'
import type { Log } from './ports/log.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'
import { isDatabaseAway } from './store/postgres/pg-errors.ts'
import type { Store } from './store/store.ts'
import { untilPossible } from './time/until-possible.ts'

/** The file of the embedded store. */
export function sqlitePath({ FLUXKIT_DATA_DIR: folder }: Pick<Config, 'FLUXKIT_DATA_DIR'>): string {
  return join(folder, 'fluxkit.sqlite')
}

/** PostgreSQL where `DATABASE_URL` names one, else the embedded store. @throws {Error} that names the place, without a password */
export async function openStore(config: Config, clock: Clock, log: Log): Promise<Store> {
  const { DATABASE_URL: url, DATABASE_LISTEN_URL: listenUrl } = config
  if (url === undefined) return openSqliteStore(sqlitePath(config), { config, clock })
  const onTrouble = (error: unknown): void =>
    log.warn({ error }, 'a connection to the database broke; it is made again')
  // The driver takes some 10 MB: it is loaded only where there is a database for it.
  const { openPgDatabase } = await import('./store/postgres/pg-database.ts')
  const { openPostgresStore } = await import('./store/postgres/open-postgres-store.ts')
  const db = openPgDatabase({ url, listenUrl, clock, onTrouble })
  try {
    return await openPostgresStore({ db, config, clock, onTrouble })
  } catch (error) {
    await db.close().catch(() => undefined)
    throw new Error(`The database at ${new URL(url).host} can’t be used: ${reasonOf(error)} See DATABASE_URL.`, {
      cause: error,
    })
  }
}

/** The same, and waits while the database is down or starting, as when a machine starts both at once. */
export function openStoreWhenUp(config: Config, clock: Clock, log: Log): Promise<Store> {
  return untilPossible(() => openStore(config, clock, log), {
    clock,
    mayPass: (error) => error instanceof Error && isDatabaseAway(error.cause),
    onWait: (error, pauseMs) =>
      log.warn({ error, againInSeconds: pauseMs / 1000 }, 'the database can’t be reached; trying again'),
  })
}

function reasonOf(error: unknown): string {
  // Several addresses of one host fail together, and only their errors have messages.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const message = first instanceof Error ? first.message : String(first)
  return message.endsWith('.') ? message : `${message}.`
}
