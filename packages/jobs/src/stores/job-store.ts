import type { Damaged, Job, Task } from '../job/job.ts'
import type { State } from '../job/state-of.ts'

/** A record in a store's list. */
export type Listed<Place = unknown> = HeldJob<Place> | Damaged

/** A job, and whether a process holds it. */
export interface HeldJob<Place = unknown> {
  /** `wantedAtMs` is raised to the last sign of life of its latest holder. */
  readonly job: Job<Place>
  /** Is a live process working on it? */
  readonly held: boolean
}

/** The right to write a job, for as long as its lease is renewed. */
export interface Claim<Place = unknown> {
  readonly job: Job<Place>
  readonly holder: string
  /** Increases with each claim of the job: an older claim can't write any more. */
  readonly fence: number
}

/** A job to write, and the host's effects to write with it. */
export interface NewEntry<Place = unknown, Effect = never> {
  readonly job: Job<Place>
  readonly effects: readonly Effect[]
}

/** Which jobs to list; fields are combined. */
export interface JobQuery {
  /** Default: all, and damaged records, which have none. */
  readonly states?: readonly State[]
  /** Jobs without a holder that are due at this time; damaged records are left out. */
  readonly dueAtMs?: number
  /** Jobs made by this app. Default: all. */
  readonly app?: string
  /**
   * Jobs made before this moment whose end was seen once may be listed as they were then. For sums over a later window, which
   * they can't change, and for prices: thousands of old records need not be read for those.
   */
  readonly settledBeforeMs?: number
}

/** What a store knows about a job that waits for its turn. */
export interface WaitingJob {
  readonly id: string
  readonly createdAtMs: number
  /** See `laneOf` of the store: a tenant, a user. */
  readonly lane: string
}

/** Chooses the next waiting job; `undefined`: none. Pure: stores call it inside a transaction. */
export type ChooseNext = (
  waiting: readonly WaitingJob[],
  /** Held jobs that were or are being submitted, by lane. */
  running: ReadonlyMap<string, number>,
) => string | undefined

/**
 * Where jobs are stored. Every method is asynchronous, so that files, embedded and remote databases fit; every
 * method is atomic. Leases are durations by the store's own clock: the clocks of its users don't matter.
 *
 * `holder` names one running process (or one runner in it): random, 8 to 32 of `a-z 0-9`, never used again.
 *
 * @typeParam Effect Rows of the host (ledger, limits, delivery) as data, written in the same transaction as the job. A
 *   callback across an `await` isn't a transaction in an embedded database; data is, in every one.
 */
export interface JobStore<Place = unknown, Effect = never> {
  /**
   * Writes a new job, held by `holder`.
   *
   * @returns The conflicting record when the id is taken, even by an unreadable one, or when the task belongs to another job.
   * @throws The error of an effect; nothing is written then.
   */
  create(
    job: Job<Place>,
    holder: string,
    leaseMs: number,
    effects?: readonly Effect[],
  ): Promise<Claim<Place> | { readonly exists: Listed<Place> }>
  /**
   * Writes several new jobs without a task, each with its effects, or none of them. Effects are applied in the order of the
   * jobs, and see those before them. Only stores with transactions have it.
   *
   * @returns The first conflicting record when an id is taken; nothing is written then.
   * @throws The error of an effect; nothing is written then.
   */
  createAll?(
    entries: readonly NewEntry<Place, Effect>[],
    holder: string,
    leaseMs: number,
  ): Promise<readonly Claim<Place>[] | { readonly exists: Listed<Place> }>
  /** A single job. @returns `undefined` if it does not exist */
  read(id: string): Promise<Listed<Place> | undefined>
  /** Oldest first. */
  list(query?: JobQuery): AsyncIterable<Listed<Place>>
  /** Claims a job that no live process holds. */
  claim(id: string, holder: string, leaseMs: number): Promise<Claim<Place> | 'held' | 'absent' | Damaged>
  /** Claims the waiting job (`created`, due, not held) whose turn it is. Stores for a single user have no turns. */
  claimNext?(holder: string, leaseMs: number, nowMs: number, choose: ChooseNext): Promise<Claim<Place> | undefined>
  /** @returns false when the claim was lost: another process has taken over the job. */
  renew(claim: Claim<Place>, leaseMs: number): Promise<boolean>
  /** Renews many claims at once, where that is cheaper. @returns The ids of the jobs whose claims still hold. */
  renewAll?(claims: readonly Claim<Place>[], leaseMs: number): Promise<ReadonlySet<string>>
  /**
   * Writes `next` as the next revision, with its effects, if the claim still holds.
   *
   * @returns The claim to continue with; `lost`: nothing was written, another process has the job; `taken`: nothing was
   *   written, the task belongs to another job.
   * @throws File system errors, or the error of an effect; nothing is written then.
   */
  commit(claim: Claim<Place>, next: Job<Place>, effects?: readonly Effect[]): Promise<Claim<Place> | 'lost' | 'taken'>
  /** Releases a job; does nothing when the claim was lost. */
  release(claim: Claim<Place>): Promise<void>
  /** Deletes a record. Its tasks stay owned: no other job can claim them. @returns false when the claim was lost */
  remove(claim: Claim<Place>): Promise<boolean>
  /**
   * Records that a task belongs to a job, without a claim: a callback, a late response or a user can provide it, whichever process holds
   * the job. Reads show it from then on.
   *
   * @returns `taken`: it belongs to another job; `other`: the job has another task.
   */
  adopt(jobId: string, task: Task): Promise<'adopted' | 'taken' | 'other' | 'absent'>
  /** The job that a task belongs to. A task belongs to one job. */
  ownerOf(taskId: string): Promise<string | undefined>
  /** Calls back after changes that other processes may have made. A hint: some are missed. */
  changes?(onChange: () => void): () => void
  /** Releases the store's resources; its jobs stay. */
  close(): Promise<void>
}

/** Is it a claim, rather than a refusal? */
export function isClaim<Place>(result: unknown): result is Claim<Place> {
  return typeof result === 'object' && result !== null && 'fence' in result
}
