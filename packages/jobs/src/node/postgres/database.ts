/** A row by the names of its columns. `bigint` columns have to be read as numbers. */
export type PostgresRow = Readonly<Record<string, unknown>>
/** What a parameter of a statement can be. */
export type PostgresValue = string | number | boolean | null | readonly string[]

/** Runs statements, in one transaction or each in its own. */
export interface PostgresQueries {
  /** @returns all rows; parameters are `$1`, `$2` and so on. Without parameters `sql` may hold several statements. */
  query(sql: string, values?: readonly PostgresValue[]): Promise<readonly PostgresRow[]>
}

/** What the host writes into its own tables along with a job. */
export interface PostgresTransaction extends PostgresQueries {}

/**
 * A PostgreSQL database, reached with whatever driver the host has. It must work behind PgBouncer in transaction mode: no
 * named prepared statements, and nothing that belongs to a session.
 */
export interface PostgresDatabase extends PostgresQueries {
  /**
   * All or nothing, at READ COMMITTED. The work may run again after a deadlock or a lost connection, so it must have no
   * effects but its statements.
   *
   * @param options `isRepeatable`: the work recognizes that it was committed before, so it may also run again when the
   *   connection was lost during the commit.
   */
  transaction<Result>(
    work: (tx: PostgresTransaction) => Promise<Result>,
    options?: { readonly isRepeatable?: boolean },
  ): Promise<Result>
  /** Calls back for each notification on a channel. A hint: some are missed. @returns a function that stops it */
  listen?(channel: string, onNotification: () => void): () => void
  /** Ends all connections. */
  close(): Promise<void>
}
