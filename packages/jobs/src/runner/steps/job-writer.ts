import type { Clock } from '@fluxkit/core'
import type { Job } from '../../job/job.ts'
import { withTask } from '../../job/with-task.ts'
import type { Claim, JobStore } from '../../stores/job-store.ts'
import type { JobHost } from '../../ports/host.ts'

/** Another process has the job now. */
export class ClaimLost extends Error {
  override get name(): string {
    return 'ClaimLost'
  }
}

/** The task to write belongs to another job. */
export class TaskTaken extends Error {
  override get name(): string {
    return 'TaskTaken'
  }
}

/** A full disk may have room a moment later. */
const retryDelaysMs = [1_000, 5_000, 15_000] as const

type Change<P> = (job: Job<P>) => Job<P>

/**
 * The facts of one claimed job, in memory and on disk. A paid image must not depend on a disk that is full for a
 * moment: once a submission may have been accepted, facts live in memory first and are written as soon as possible.
 */
export interface JobWriter<P> {
  /** Everything that is known, perhaps more than is written. */
  readonly job: Job<P>
  /** Is everything that is known on disk? */
  readonly isWritten: boolean
  /**
   * Writes before an action that can't be undone.
   *
   * @throws {ClaimLost} {TaskTaken} and file system errors; nothing has changed then
   */
  write(change: Change<P>): Promise<void>
  /** Applies a change in memory immediately, and resolves after the first attempt to write it. @throws {ClaimLost} {TaskTaken} */
  note(change: Change<P>): Promise<void>
  /** Changes what the next write contains, for facts that aren't worth a separate write. */
  keep(change: Change<P>): void
  /** Waits until everything is written, or until the signal aborts; then tries one last time. @throws {ClaimLost} */
  settle(signal: AbortSignal): Promise<void>
  /** Releases the job. What isn't written yet is lost. */
  close(): Promise<void>
}

export interface JobWriterOptions<P, E> {
  readonly store: JobStore<P, E>
  readonly host: Pick<JobHost<P, E>, 'effectsOf' | 'onEvent'>
  readonly clock: Pick<Clock, 'setTimer'>
  readonly claim: Claim<P>
}

export function createJobWriter<P, E>({ store, host, clock, claim: first }: JobWriterOptions<P, E>): JobWriter<P> {
  let claim = first
  let job = first.job
  /** As it was last written; compared by identity. */
  let written = first.job
  let failures = 0
  let cancelRetry = (): void => undefined
  let last: Promise<unknown> = Promise.resolve()
  let retry: Promise<void> = Promise.resolve()
  const onRetry: (() => void)[] = []

  const isWritten = (): boolean => job === written

  /** Writes are serialized. */
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function commit(next: Job<P>): Promise<Job<P>> {
    const effects = host.effectsOf?.(claim.job, next) ?? []
    const result = await store.commit(claim, next, effects)
    if (result === 'taken') throw new TaskTaken(`The task of job ${next.id} belongs to another job.`)
    if (result === 'lost') {
      await handOver(next)
      throw new ClaimLost(`Job ${next.id} belongs to another process now.`)
    }
    claim = result
    failures = 0
    return result.job
  }

  /** Perhaps only this process knows the paid task. */
  async function handOver({ id, task }: Job<P>): Promise<void> {
    if (task && !claim.job.task) await store.adopt(id, task)
  }

  async function flush(): Promise<void> {
    if (job === written) return
    const next = job
    const result = await commit(next)
    written = result
    if (job === next) job = result
    else if (result.task && !job.task) job = withTask(job, result.task)
  }

  /** @throws {ClaimLost} {TaskTaken}; a failure of the disk is reported and tried again later */
  async function flushSoon(): Promise<void> {
    try {
      await flush()
    } catch (error) {
      if (error instanceof ClaimLost || error instanceof TaskTaken) throw error
      host.onEvent?.({ type: 'write-failed', job, error })
      const delayMs = retryDelaysMs[failures] ?? 15_000
      failures += 1
      cancelRetry()
      cancelRetry = clock.setTimer(() => {
        retry = enqueue(flushSoon)
        retry.catch(() => undefined)
        for (const resolve of onRetry.splice(0)) resolve()
      }, delayMs)
    }
  }

  /** @throws {ClaimLost} {TaskTaken} */
  async function nextTry(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      onRetry.push(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await retry
  }

  return {
    get job() {
      return job
    },
    get isWritten() {
      return isWritten()
    },
    write: (change) =>
      enqueue(async () => {
        const before = job
        const next = change(before)
        const result = await commit(next)
        written = result
        job = job === before ? result : change(job)
      }),
    note(change) {
      job = change(job)
      return enqueue(flushSoon)
    },
    keep(change) {
      job = change(job)
    },
    async settle(signal) {
      await enqueue(flushSoon)
      while (!isWritten() && !signal.aborted) await nextTry(signal)
      if (!isWritten()) await enqueue(flushSoon)
    },
    async close() {
      cancelRetry()
      await last
      await store.release(claim)
    },
  }
}
