import { createTestDatabase, type TestDatabase } from './database.ts'
import { type PgBouncer, startPgBouncer } from './pgbouncer.ts'
import { startTestServer, type TestServer } from './server.ts'

/** A server, PgBouncer before it, and a database. */
export interface PooledDatabase extends AsyncDisposable {
  readonly server: TestServer
  readonly bouncer: PgBouncer
  readonly database: TestDatabase
}

/** Ends what has started, also when something else doesn't start or end. */
export async function startPooledDatabase(): Promise<PooledDatabase> {
  await using starting = new AsyncDisposableStack()
  const server = starting.use(await startTestServer())
  const bouncer = starting.use(await startPgBouncer(server))
  const database = starting.use(await createTestDatabase(server))
  const started = starting.move()
  return { server, bouncer, database, [Symbol.asyncDispose]: () => started.disposeAsync() }
}
