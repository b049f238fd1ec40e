import { busyPauseMs, isBusy, longestBusyMs, type Schedule, scheduleInTurn } from './busy.ts'

/** What the group needs of a database connection. */
interface Connection {
  exec(sql: string): void
}

export interface GroupCommitOptions {
  /** Monotonic milliseconds. */
  readonly now?: () => number
  readonly schedule?: Schedule
}

/** Writes that share one transaction, and so one wait for the disk. */
export interface GroupCommit {
  /**
   * @param work synchronous; runs later, all or nothing, whatever happens to the other writes; again after a lock of another
   *   process has undone it
   * @returns its result once that is on the disk; rejects with what the work throws, or with why nothing was committed
   */
  write<Result>(work: () => Result): Promise<Result>
  /** Commits at once what waits, for the last time: what can't be committed now fails. */
  flush(): void
}

interface Waiting {
  /** @returns what to call when the group was committed */
  run(): () => void
  fail(error: unknown): void
}

/** A write never waits longer for company. */
const longestPauseMs = 25

/**
 * A commit waits some milliseconds for the disk, and the whole process with it. So writes gather while the disk rests for
 * twice as long as its last commit took: however many there are, at most a third of the time goes into waiting. A
 * single write is committed in the same turn.
 */
export function createGroupCommit(db: Connection, options: GroupCommitOptions = {}): GroupCommit {
  const { now = () => performance.now(), schedule = scheduleInTurn } = options
  let waiting: Waiting[] = []
  let restUntilMs = -Infinity
  let busySinceMs: number | undefined

  function flush(isLast: boolean): void {
    if (waiting.length === 0) return
    const startMs = now()
    const outcome = commit(db, waiting)
    if ('error' in outcome && isBusy(outcome.error)) {
      busySinceMs ??= startMs
      if (!isLast && startMs - busySinceMs < longestBusyMs) {
        schedule(() => flush(false), busyPauseMs)
        return
      }
    }
    busySinceMs = undefined
    const group = waiting
    waiting = []
    const endMs = now()
    restUntilMs = endMs + Math.min(longestPauseMs, 2 * (endMs - startMs))
    if ('error' in outcome) for (const write of group) write.fail(outcome.error)
    else for (const done of outcome.done) done()
  }

  return {
    write<Result>(work: () => Result): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        if (waiting.length === 0) schedule(() => flush(false), Math.max(0, restUntilMs - now()))
        waiting.push({
          run() {
            const result = work()
            return () => resolve(result)
          },
          fail: reject,
        })
      })
    },
    flush: () => flush(true),
  }
}

/** @returns what to call now that everything is on the disk, or why nothing of the group is */
function commit(
  db: Connection,
  group: readonly Waiting[],
): { readonly done: readonly (() => void)[] } | { readonly error: unknown } {
  try {
    db.exec('BEGIN IMMEDIATE')
    const done = group.map((write) => runApart(db, write))
    db.exec('COMMIT')
    return { done }
  } catch (error) {
    rollBack(db)
    return { error }
  }
}

/** What one write throws undoes only that write. Without WAL a lock may also come in the middle: then all are tried again. */
function runApart(db: Connection, write: Waiting): () => void {
  db.exec('SAVEPOINT one')
  try {
    const done = write.run()
    db.exec('RELEASE one')
    return done
  } catch (error) {
    if (isBusy(error)) throw error
    db.exec('ROLLBACK TO one')
    db.exec('RELEASE one')
    return () => write.fail(error)
  }
}

function rollBack(db: Connection): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // It never began, or SQLite has already rolled back.
  }
}
