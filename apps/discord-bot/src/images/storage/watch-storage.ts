import type { Clock } from '@fluxkit/core/node'
import type { Log } from '../../ports/log.ts'
import { pauseAfter } from '../../time/until-possible.ts'
import { within } from '../../time/within.ts'
import { isAway, type ObjectStorage, StorageAway, StorageError } from './object-storage.ts'

/** A storage that may be away, at the start and later, while the bot runs. */
export interface StorageWatch {
  /** Nothing is read, written or deleted until it was proven to be this bot's. */
  readonly storage: ObjectStorage
  /** Why images can't be kept or read now. */
  readonly problem: string | undefined
  /**
   * Proves the storage. Resolves also while it is away: it is tried again then.
   * @throws {StorageError} when somebody has to change a setting
   */
  open(): Promise<void>
  close(): void
}

export interface StorageWatchParts {
  readonly storage: ObjectStorage
  /** @throws {StorageAway} while it is away @throws {StorageError} when it is set up wrongly */
  readonly prove: () => Promise<void>
  readonly clock: Pick<Clock, 'setTimer'>
  readonly log: Pick<Log, 'info' | 'error'>
  /** It is there after it was away. */
  readonly onBack: () => void
}

/** A start doesn't wait any longer: a server that drops every packet takes minutes to time out. */
const patienceMs = 10_000

export function watchStorage({ storage, prove, clock, log, onBack }: StorageWatchParts): StorageWatch {
  let isProven = false
  let isClosed = false
  let problem: string | undefined
  let proving: Promise<void> | undefined
  let tries = 0
  let cancelTimer = (): void => undefined

  function report(message: string): void {
    if (message === problem) return
    problem = message
    log.error({ problem }, 'images can’t be kept or read now; results are shown by links, and nothing is lost')
  }

  /** One proof at a time. */
  function proveOnce(): Promise<void> {
    return (proving ??= prove()
      .then(proved, (error: unknown) => {
        report(messageOf(error))
        proveLater()
        throw error
      })
      .finally(() => (proving = undefined)))
  }

  function proved(): void {
    const wasAway = problem !== undefined
    isProven = true
    tries = 0
    problem = undefined
    if (!wasAway || isClosed) return
    log.info({}, 'images can be kept and read again')
    onBack()
  }

  function proveLater(): void {
    if (isClosed) return
    cancelTimer()
    cancelTimer = clock.setTimer(() => void proveOnce().catch(() => undefined), pauseAfter(++tries))
  }

  function requireProof(): void {
    if (!isProven) throw new StorageAway(problem ?? `${storage.name} isn’t ready yet.`)
  }

  /** Whether it is away, or only this one object is wrong, the proof says. */
  function failed(reason: unknown): unknown {
    if (problem === undefined && !isClosed) void proveOnce().catch(() => undefined)
    if (!isAway(reason) || reason instanceof StorageError) return reason
    return new StorageAway(messageOf(reason), { cause: reason })
  }

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    requireProof()
    try {
      return await work()
    } catch (error) {
      throw failed(error)
    }
  }

  return {
    storage: {
      name: storage.name,
      put: (key, bytes) => attempt(() => storage.put(key, bytes)),
      get: (key) => attempt(() => storage.get(key)),
      remove: (key) => attempt(() => storage.remove(key)),
      async *list(prefix) {
        requireProof()
        try {
          yield* storage.list(prefix)
        } catch (error) {
          throw failed(error)
        }
      },
    },
    get problem() {
      return problem
    },
    async open() {
      try {
        await within(clock, proveOnce(), patienceMs)
        if (!isProven) report(`${storage.name} doesn’t answer within ${patienceMs / 1000} s.`)
      } catch (error) {
        if (isAway(error)) return
        cancelTimer()
        throw error
      }
    },
    close() {
      isClosed = true
      cancelTimer()
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
