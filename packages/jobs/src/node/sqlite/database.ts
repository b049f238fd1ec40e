import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Schedule } from './busy.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createPatientReads, type PatientReads } from './patient-reads.ts'

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>
/** What a parameter of a statement can be. Not the type of `node:sqlite`, which the types of Node 20 don't have. */
export type SqlValue = null | number | bigint | string | Uint8Array

/** How a database is opened. */
export interface SqliteOptions {
  /** Does what was committed survive a loss of power? Default true; without it nothing waits for the disk. */
  readonly durable?: boolean
  /** Monotonic milliseconds, by which commits are grouped. Default: the machine's. */
  readonly now?: () => number
  /** Timers of the same time; after 0 ms: when what has arrived by now was handled. Default: the machine's. */
  readonly schedule?: Schedule
}

/** Another process may hold a lock. SQLite waits for it with the whole process, so work is tried again later instead. */
const busyMs = 20
/** At the start and at the end nothing else runs here. */
const patientMs = 5_000

/**
 * SQLite with prepared statements kept, and transactions that take the write lock at once and share commits. Reads see
 * what is committed. The host may have tables of its own in it.
 */
export class SqliteDatabase {
  readonly #db: DatabaseSync
  readonly #group: GroupCommit
  readonly #reads: PatientReads
  readonly #statements = new Map<string, StatementSync>()

  private constructor(db: DatabaseSync, { durable = true, ...times }: SqliteOptions) {
    this.#db = db
    db.exec(`PRAGMA busy_timeout = ${patientMs}; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON`)
    db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'}; PRAGMA busy_timeout = ${busyMs}`)
    // What undoes a single write of a group: SQLite would make a file of it, and write there each page that a write changes.
    db.exec('PRAGMA temp_store = MEMORY')
    this.#group = createGroupCommit(db, times)
    this.#reads = createPatientReads(times)
  }

  /**
   * Opens a database, and makes its file unless it exists.
   * @param path A file, or `:memory:`.
   */
  static async open(path: string, options: SqliteOptions = {}): Promise<SqliteDatabase> {
    // Loaded late: Node 20 hasn't got it, and others warn when it is loaded.
    const sqlite = await import('node:sqlite')
    return new SqliteDatabase(new sqlite.DatabaseSync(path), options)
  }

  /** All rows of a query. Within `read`, a transaction or a migration: elsewhere a lock of another process makes it fail. */
  all(sql: string, ...values: SqlValue[]): readonly Row[] {
    return this.#prepared(sql).all(...values)
  }

  /** The first row of a query, if there is one; see `all`. */
  get(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#prepared(sql).get(...values)
  }

  /** Within a transaction. @returns How many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes)
  }

  /**
   * Reads outside of a transaction: at once, or, while another process keeps everybody out, when that is over. The work
   * is synchronous and may run more than once.
   * @throws {Error} What the work throws; after 10 s of a foreign lock, that the database is locked.
   */
  read<Result>(work: () => Result): Promise<Result> {
    return this.#reads.read(work)
  }

  /**
   * All or nothing, and on the disk when it resolves. The work is synchronous and runs a moment later, together with
   * others that write at the same time; no other work of this process interleaves. It may run more than once: a lock of
   * another process may undo it.
   */
  transaction<Result>(work: () => Result): Promise<Result> {
    return this.#group.write(work)
  }

  /** Runs statements at once, in their own transaction: for schemas. */
  migrate(work: (exec: (sql: string) => void) => void): void {
    this.#db.exec(`PRAGMA busy_timeout = ${patientMs}`)
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      work((sql) => this.#db.exec(sql))
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${busyMs}`)
    }
  }

  /** Closes it; what was committed stays. */
  close(): void {
    this.#db.exec(`PRAGMA busy_timeout = ${patientMs}`)
    this.#group.flush()
    this.#reads.flush()
    this.#db.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
