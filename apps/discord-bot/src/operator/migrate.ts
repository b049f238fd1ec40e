import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { SqliteDatabase } from '@fluxkit/jobs/node'
import type { Config } from '../config/config.ts'
import { openStore, sqlitePath } from '../open-store.ts'
import { createLog } from '../ops/log.ts'
import { type Moved, movedFrom, moveRows } from '../store/postgres/move-bot.ts'
import { markMoved } from '../store/sqlite/moved.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import { type CommandHost, OperatorError, type OperatorCommand } from './command.ts'
import { checkThere, checkUnused } from './data-files.ts'

export const migrate: OperatorCommand = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'move the data of a stopped bot from SQLite to the PostgreSQL of DATABASE_URL',
  needs: [],
  run: runMigrate,
}

async function runMigrate({ config, print }: CommandHost): Promise<void> {
  const { DATABASE_URL: url } = config
  if (url === undefined) throw new OperatorError('Set DATABASE_URL to the PostgreSQL database that takes the data.')
  const path = sqlitePath(config)
  checkThere(path)
  await checkUnused(path)
  const moveId = await upToDate(config, path)
  // Makes the tables, and says what is wrong with the address.
  await (await openStore(config, systemClock, createLog('silent', []))).close()
  const from = await SqliteDatabase.open(path)
  const { openPgDatabase } = await import('../store/postgres/pg-database.ts')
  const to = openPgDatabase({ url, clock: systemClock, onTrouble: () => undefined, connections: 2 })
  try {
    // A bot that is started now waits, then gives up.
    from.run('BEGIN IMMEDIATE')
    const moved = await moveRows(from, to, moveId)
    if (moved === 'used' && (await movedFrom(to)) !== moveId) {
      throw new OperatorError(
        'The PostgreSQL database has data of a bot already. Name an empty one. Nothing was changed.',
      )
    }
    // When the command died here before, only this is left to do.
    markMoved(from)
    from.run('COMMIT')
    print(moved === 'used' ? 'Everything had been moved before.' : reportOf(moved))
    print(
      `${resolve(path)} is kept and no longer used. Start the bot with DATABASE_URL, and keep the folder of images.`,
    )
  } finally {
    from.close()
    await to.close()
  }
}

/** Brings the file to the latest version. @returns what this move is known by, also when it is begun again */
async function upToDate(config: Config, path: string): Promise<string> {
  const store = await openSqliteStore(path, { config })
  try {
    return await store.putOnce('move-id', randomUUID())
  } finally {
    await store.close()
  }
}

function reportOf(moved: Moved): string {
  const { fluxkit_jobs: jobs = 0, ledger = 0, guild_settings: guilds = 0 } = moved
  return `Moved ${jobs} jobs, ${ledger} rows of the ledger and the settings of ${guilds} servers.`
}
