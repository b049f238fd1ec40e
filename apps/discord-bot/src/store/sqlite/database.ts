import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { migrations } from './migrations.ts'

export type Row = Readonly<Record<string, unknown>>

export interface DatabaseOptions {
  /** Monotonic milliseconds; default: the machine's. */
  readonly now?: () => number
  /** Whether what was committed survives a loss of power; default true. Without it nothing waits for the disk. */
  readonly durable?: boolean
}

/** SQLite with prepared statements kept, and transactions that take the write lock at once. Reads see what is committed. */
export class Database {
  readonly #db: DatabaseSync
  readonly #group: GroupCommit
  readonly #statements = new Map<string, StatementSync>()

  /** @param path a file, or `:memory:` */
  constructor(path: string, { now, durable = true }: DatabaseOptions = {}) {
    this.#db = new DatabaseSync(path)
    // 5 s: another process may be writing.
    this.#db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON')
    // FULL: what was committed is on the disk, also after a loss of power.
    this.#db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'}`)
    this.#migrate()
    this.#group = createGroupCommit(this.#db, now ? { now } : {})
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#prepared(sql).all(...values)
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values)
  }

  /** Within a transaction. @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes)
  }

  /**
   * All or nothing, and on the disk when it resolves. The work is synchronous and runs a moment later, together with
   * others that write at the same time; nothing of this process comes between.
   */
  transaction<Result>(work: () => Result): Promise<Result> {
    return this.#group.write(work)
  }

  close(): void {
    this.#group.flush()
    this.#db.close()
  }

  /** Two processes that start together take turns: the version is read under the write lock. */
  #migrate(): void {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const version = Number(this.#db.prepare('PRAGMA user_version').get()?.['user_version'])
      if (version > migrations.length) {
        throw new Error(`The database is of a newer version (${version}) than this program (${migrations.length}).`)
      }
      for (const migration of migrations.slice(version)) this.#db.exec(migration)
      this.#db.exec(`PRAGMA user_version = ${migrations.length}`)
      this.#db.exec('COMMIT')
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
