import type { Charged } from '@fluxkit/core'
import type { Cost, Job, Origin, Task } from '../job/job.ts'
import type { Json } from '../job/json.ts'
import type { ChooseNext, Listed } from '../stores/job-store.ts'
import type { Stretch } from './run-job.ts'

/** What a new job is made of. */
export interface Draft<P> {
  readonly id: string
  readonly service: string
  readonly account: string
  readonly origin: Origin
  readonly request: Json
  readonly place: P
  readonly estimate?: Cost
  /** A task that was submitted elsewhere: it is waited for, and nothing is submitted. */
  readonly task?: Task
}

/** How long one run lasts. */
export interface RunOptions {
  /** How long this run waits for the task and for checks. Default: that of the runner. */
  readonly waitMs?: number
  /**
   * How long a run continues in trouble: while a lost submission is searched for, or polls and downloads fail. The job then
   * rests until its next check. Default: as long as it waits.
   */
  readonly troubleMs?: number
  /**
   * How long to wait for another process that holds the job. A little more than a lease is enough to outlast one of which
   * it isn't known whether it is alive. Default 0.
   */
  readonly patienceMs?: number
  /** Stops waiting; the job continues at the service and can be run again. Never aborts a running submission. */
  readonly signal?: AbortSignal
}

/** The outcome of a job in this run. */
export interface RunResult<P> {
  /**
   * `held`: another process works on it. `lost`: another process took it over. `left`: it was never submitted, and
   * should not be now.
   */
  readonly why: Stretch['why'] | 'held' | 'lost' | 'left' | 'absent' | 'damaged'
  /** As far as it is known; absent when its record could not be claimed. */
  readonly job?: Job<P>
  /** The last failure. */
  readonly error?: unknown
  /** False when the disk has no room for what is known: show the task id, so that a user can write it down. */
  readonly isWritten: boolean
}

/** A job that this process has created and holds. */
export interface OpenJob<P> {
  readonly job: Job<P>
  /** Submits it, and continues until it finishes or has to rest. Failures of the service are in the result. */
  run(options?: RunOptions): Promise<RunResult<P>>
  /**
   * Lets go of it without submitting: a watching process takes it when it is its turn.
   *
   * @param changes What is known only now: where the images go, and fields that the request gains.
   * @throws When another process has given the job up meanwhile; and what the disk says
   */
  release(changes?: { readonly place?: P; readonly request?: Json }): Promise<void>
  /** Drops it, if nothing was submitted yet. */
  cancel(): Promise<EndResult<P>>
}

/** The result of ending a job. */
export interface EndResult<P> {
  readonly isEnded: boolean
  /** What is known: `no` is a proof. */
  readonly charged: Charged
  readonly job?: Job<P>
}

/** Which jobs to work on, and how many at once. */
export interface WatchOptions {
  /** Only jobs of this app: another's place means nothing here. */
  readonly app: string
  /** Jobs that are submitted and waited for at the same time. Default 8. */
  readonly concurrency?: number
  /** Records are searched for work at least this often. Default 10,000. */
  readonly everyMs?: number
  /** See `RunOptions`: a job in trouble gives its turn to others. Default: as long as it waits. */
  readonly troubleMs?: number
  /** Whose turn it is; needs a store with turns. Default: the oldest job. */
  readonly choose?: ChooseNext
}

/** Makes, runs, ends and recovers jobs. Any number of processes may have one on the same store. */
export interface Runner<P> {
  /**
   * Writes a job down, held by this process.
   *
   * @returns The record in its way when the id is taken, also by one that can't be read, or when its task belongs to another
   *   job: nothing may be submitted then.
   * @throws What an effect of the host throws, and what the disk says; nothing is written then.
   */
  create(draft: Draft<P>): Promise<OpenJob<P> | { readonly exists: Listed<P> }>
  /**
   * Writes several jobs down, each held by this process, or none of them. Needs a store with `createAll`.
   *
   * @param drafts Without tasks. The effects of each see those before it.
   * @returns The first record in the way; nothing is written then.
   * @throws What an effect of the host throws, and what the disk says; nothing is written then.
   */
  createAll(drafts: readonly Omit<Draft<P>, 'task'>[]): Promise<readonly OpenJob<P>[] | { readonly exists: Listed<P> }>
  /** Works on a job on demand: it is searched for, waited for or downloaded now, whatever its schedule says. */
  run(id: string, options?: RunOptions): Promise<RunResult<P>>
  /** Ends a job that isn't wanted any more. One that may be paid for continues, unless `evenIfPaid`; run it to undo that. */
  cancel(id: string, options?: { readonly evenIfPaid?: boolean }): Promise<EndResult<P>>
  /** A user gives up a job that may be paid for. */
  discard(id: string): Promise<EndResult<P>>
  /**
   * A user still wants a job that is in doubt (see `isDoubtful` of the host): it is submitted when it is next in the queue.
   *
   * @param place What the host notes with it.
   * @returns false when it isn't in doubt, or another process works on it
   */
  confirm(id: string, place?: (place: P) => P): Promise<boolean>
  /** A callback or a user names the task of a job. */
  adopt(id: string, task: Task): Promise<'adopted' | 'taken' | 'other' | 'absent'>
  /**
   * Forgets what a user wrote, once the job has ended and no image of it is owed. Budgets and estimates keep counting it.
   *
   * @returns false when it can't be forgotten now
   */
  forget(id: string, place: P): Promise<boolean>
  /**
   * Holds a job that has ended, so that only this process does what follows, such as reporting it. When the process dies, the
   * next one can. `amend` works meanwhile.
   *
   * @returns `undefined` when it hasn't ended, another process holds it, or it can't be read
   */
  hold(id: string): Promise<Job<P> | undefined>
  /** Lets go of a job that `hold` returned, or that is held since it ended, see `holdsEnd` of the host. */
  letGo(id: string): Promise<void>
  /**
   * Writes what a host has learned about a job that no other process holds and this one doesn't run, such as the new location of
   * an image.
   *
   * @param change Returns `undefined` when there is nothing to write.
   * @returns false when nothing was written, also when the job can't be written now
   */
  amend(id: string, change: (job: Job<P>) => Job<P> | undefined): Promise<boolean>
  /**
   * Deletes the record of a job that has ended. Budgets and estimates no longer count it.
   *
   * @returns false while an image of it is owed or a process holds it
   */
  remove(id: string): Promise<boolean>
  /** Takes up every job of an app that wants work, its own and those of processes that are gone, until it drains. */
  watch(options: WatchOptions): void
  /** Jobs that are active in this process. */
  readonly activeIds: readonly string[]
  /**
   * Stops taking jobs and waiting for tasks, lets submissions on their way end, and lets go of everything.
   *
   * @param limitMs Resolves then at the latest.
   * @returns Jobs that are still at work when the limit has passed: their outcome is unknown to the next process.
   */
  drain(limitMs: number): Promise<readonly Job<P>[]>
}
