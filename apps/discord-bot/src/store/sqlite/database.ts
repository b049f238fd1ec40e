import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { migrations } from './migrations.ts'

export type Row = Readonly<Record<string, unknown>>

/** SQLite with prepared statements kept, and transactions that take the write lock at once. */
export class Database {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** @param path a file, or `:memory:` */
  constructor(path: string) {
    this.#db = new DatabaseSync(path)
    // FULL: what was committed is on the disk, also after a loss of power. 5 s: another process may be writing.
    this.#db.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
    )
    this.#migrate()
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#prepared(sql).all(...values)
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values)
  }

  /** @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes)
  }

  /** All or nothing. The work is synchronous, so nothing else of this process comes between. */
  transaction<Result>(work: () => Result): Result {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#db.close()
  }

  /** Two processes that start together take turns: the version is read under the write lock. */
  #migrate(): void {
    this.transaction(() => {
      const version = Number(this.#db.prepare('PRAGMA user_version').get()?.['user_version'])
      if (version > migrations.length) {
        throw new Error(`The database is of a newer version (${version}) than this program (${migrations.length}).`)
      }
      for (const migration of migrations.slice(version)) this.#db.exec(migration)
      this.#db.exec(`PRAGMA user_version = ${migrations.length}`)
    })
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
