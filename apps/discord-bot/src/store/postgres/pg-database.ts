import type { Clock } from '@fluxkit/core/node'
import type { PostgresDatabase, PostgresRow, PostgresTransaction, PostgresValue } from '@fluxkit/jobs/node'
import pg from 'pg'
import { isCertainlyUndone, ConnectionLost } from './pg-errors.ts'
import { createListener } from './pg-listener.ts'

export interface PgOptions {
  /** `postgres://…`; may lead to PgBouncer, in any of its modes. */
  readonly url: string
  /** A direct connection for notifications, which PgBouncer doesn't pass on. Default: `url`. */
  readonly listenUrl?: string | undefined
  readonly clock: Clock
  /** A connection broke while nobody used it, or no notifications come. Nothing is lost. */
  readonly onTrouble: (error: unknown) => void
  /** Connections at a time; default 10. */
  readonly connections?: number
  /** A process that is suspended in the middle of a transaction holds its locks no longer; default 5 s. */
  readonly longestPauseMs?: number
}

const retryDelaysMs = [50, 250, 1_000] as const
const connectMs = 10_000
const int8 = 20

/** Counts and times fit into a number; the driver gives them as text. */
const types = new pg.TypeOverrides()
types.setTypeParser(int8, Number)

/** PostgreSQL by the driver `pg`, with unnamed statements only: PgBouncer may give each one another connection. */
export function openPgDatabase(options: PgOptions): PostgresDatabase {
  const { url, listenUrl, clock, onTrouble, connections = 10, longestPauseMs = 5_000 } = options
  const begin = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${longestPauseMs}`
  const connection = { connectionString: url, types, application_name: 'fluxkit-bot', keepAlive: true }
  const pool = new pg.Pool({ ...connection, max: connections, connectionTimeoutMillis: connectMs })
  pool.on('error', onTrouble)
  const listener = createListener({ url: listenUrl ?? url, clock, onTrouble })
  let closed: Promise<void> | undefined

  async function once<Result>(
    work: (tx: PostgresTransaction) => Promise<Result>,
    isRepeatable: boolean,
  ): Promise<Result> {
    const client = await pool.connect()
    let isBroken = false
    let isCommitting = false
    // Without this a connection that breaks between two statements would end the process.
    const onError = (): void => void (isBroken = true)
    client.on('error', onError)
    try {
      await client.query(begin)
      const result = await work({ query: (sql, values) => run(client, sql, values) })
      isCommitting = true
      const { command } = await client.query('COMMIT')
      // PostgreSQL answers so when a statement had failed and the work continued.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements had failed.')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(onError)
      throw isBroken && (isRepeatable || !isCommitting) ? new ConnectionLost(error) : error
    } finally {
      client.off('error', onError)
      client.release(isBroken)
    }
  }

  return {
    query: (sql, values) =>
      again(clock, () => run(pool, sql, values), sql.trimStart().startsWith('SELECT') ? retryDelaysMs : []),
    transaction: (work, { isRepeatable = false } = {}) => again(clock, () => once(work, isRepeatable), retryDelaysMs),
    listen: (channel, onNotification) => listener.listen(channel, onNotification),
    close: () => (closed ??= Promise.all([pool.end(), listener.close()]).then(() => undefined)),
  }
}

async function run(
  on: Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>,
  sql: string,
  values: readonly PostgresValue[] = [],
): Promise<readonly PostgresRow[]> {
  const { rows } = await on.query<Record<string, unknown>>(sql, values.length === 0 ? undefined : values.map(storable))
  return rows
}

/** PostgreSQL has no zero character in text. */
function storable(value: PostgresValue): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value
}

/** Tries again what certainly has left nothing behind. */
async function again<Result>(
  clock: Pick<Clock, 'setTimer'>,
  work: () => Promise<Result>,
  delaysMs: readonly number[],
): Promise<Result> {
  for (const delayMs of delaysMs) {
    try {
      return await work()
    } catch (error) {
      if (!isCertainlyUndone(error)) throw error
      await new Promise<void>((resolve) => clock.setTimer(resolve, delayMs))
    }
  }
  return work()
}
