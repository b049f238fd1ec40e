import type { DeliveryAttempt, Job, JobFailure, JobPicture, JobRequest, JobState, NewJob } from '../jobs/job.ts'
import type { Shares } from '../jobs/fair-queue.ts'
import type { LimitRefusal, LimitRule, Usage, UsageQuery } from '../limits/limits.ts'
import type { Draft } from './draft.ts'
import type { GuildSettings } from './guild-settings.ts'

/** What may be written together with a change of state. */
export interface JobChange {
  readonly request?: JobRequest
  readonly taskId?: string
  readonly submittedMs?: number
  readonly finishedMs?: number
  readonly notBeforeMs?: number
  readonly pictures?: readonly JobPicture[]
  readonly failure?: JobFailure
  /** What the job costs in the end; written to the ledger in the same transaction. 0 gives the reservation back. */
  readonly costUnits?: number
  /** Pictures that count against limits in the end. */
  readonly images?: number
  /** The person knows this end already: there is nothing to tell. */
  readonly isTold?: boolean
}

export type CreateResult =
  | { readonly kind: 'created' }
  /** The interaction was handled before, perhaps by another process. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly refusal: LimitRefusal }

export interface Hold {
  readonly owner: string
  readonly untilMs: number
}

export interface LedgerRow {
  readonly jobId: string
  readonly kind: 'reserve' | 'settle' | 'refund'
  /** Signed: the sum over a job is what it costs. */
  readonly units: number
  readonly images: number
  readonly atMs: number
}

export interface JobStore {
  /**
   * Writes the job and its reservation, unless a limit forbids it; all in one transaction.
   * @param hold makes it `announced` under a lease; without it the job waits in the queue
   */
  create(job: NewJob, rules: readonly LimitRule[], nowMs: number, hold?: Hold): Promise<CreateResult>
  get(id: string): Promise<Job | undefined>
  /** Does a job own this task? */
  hasTask(taskId: string): Promise<boolean>
  /** Takes the waiting job whose turn it is, as `submitting`, under a lease. */
  claimNext(owner: string, shares: Shares, nowMs: number, leaseUntilMs: number): Promise<Job | undefined>
  /** Takes unfinished jobs whose lease has run out: their process has died, or handed them over. */
  claimStranded(owner: string, nowMs: number, leaseUntilMs: number): Promise<readonly Job[]>
  /** @returns the ids that are still this owner's */
  heartbeat(owner: string, ids: readonly string[], leaseUntilMs: number): Promise<readonly string[]>
  /** Lets go of a job. @param untilMs nobody takes it before; default: at once */
  release(owner: string, id: string, untilMs?: number): Promise<void>
  /**
   * Moves a job on, with the ledger, in one transaction.
   * @param owner holder of the lease; undefined where none is needed (cancelling what waits, healing by callback)
   * @returns the job as it is now; undefined when the move is not allowed any more, and then nothing was written
   */
  move(id: string, from: JobState, to: JobState, change: JobChange, owner?: string): Promise<Job | undefined>
  /** Does nothing when they were forgotten meanwhile. */
  setPictures(id: string, pictures: readonly JobPicture[]): Promise<void>
  /** Forgets a job's pictures, the one that it edited included. */
  forgetPictures(id: string): Promise<void>
  setDelivery(
    id: string,
    delivery: 'pending' | 'delivered' | 'kept',
    message?: { readonly channelId: string; readonly id: string },
  ): Promise<void>
  /** @returns false when the job is not this owner's any more: it must not send anything */
  noteAttempt(id: string, attempt: DeliveryAttempt, owner: string): Promise<boolean>
  /** Where its progress is shown. */
  setMessage(id: string, message: { readonly channelId: string; readonly id: string }): Promise<void>
  requestCancel(id: string): Promise<void>
  /** From 1; undefined when the job does not wait. */
  queuePosition(id: string): Promise<number | undefined>
  /** Newest first. @param query part of the prompt */
  history(userId: string, options: HistoryOptions): Promise<readonly Job[]>
  activeOf(userId: string): Promise<readonly Job[]>
  /** Jobs of unknown outcome with a known task, ended since; the longest ago first. @param userId default: everybody's */
  overdue(endedSinceMs: number, userId?: string): Promise<readonly Job[]>
  /** Those that succeeded since then, and have a picture that could not be fetched yet; oldest first. */
  unfetched(endedSinceMs: number): Promise<readonly Job[]>
  /** Every job of a person in any state, newest first. */
  everythingOf(userId: string): Promise<readonly Job[]>
  countByState(): Promise<readonly { readonly state: JobState; readonly model: string; readonly count: number }[]>
  oldestQueuedMs(): Promise<number | undefined>
  /** Median submission-to-finish time of the last 50 jobs. */
  medianDurationMs(model: string): Promise<number | undefined>
  usage(guildId: string | null, query: UsageQuery): Promise<Usage>
  ledger(jobId?: string): Promise<readonly LedgerRow[]>
  /** Forgets prompts, links, tokens and pictures of a person's ended jobs. @returns how many */
  erase(userId: string): Promise<number>
  /** Ended before: pictures and tokens are forgotten; accounts keep their numbers. @returns how many */
  expire(guildId: string | null, endedBeforeMs: number): Promise<number>
  /** Hashes of all pictures that are still wanted. */
  pictureHashes(): Promise<ReadonlySet<string>>
  guildKeys(): Promise<readonly (string | null)[]>
}

export interface HistoryOptions {
  readonly query?: string
  readonly offset?: number
  readonly limit: number
}

export interface Store {
  readonly jobs: JobStore
  readonly settings: {
    get(guildId: string): Promise<GuildSettings>
    /**
     * Nothing comes between reading and writing: two people may change two things at once.
     * @param change the new settings, or why they stay as they are
     * @returns what `change` has returned
     */
    update<Refused extends { readonly wrong: string } = never>(
      guildId: string,
      change: (settings: GuildSettings) => GuildSettings | Refused,
    ): Promise<GuildSettings | Refused>
  }
  readonly drafts: {
    put(draft: Draft): Promise<void>
    get(id: string): Promise<Draft | undefined>
    list(userId: string): Promise<readonly Draft[]>
    forgetBefore(ms: number): Promise<void>
    erase(userId: string): Promise<void>
  }
  readonly presets: {
    list(userId: string): Promise<readonly Preset[]>
    put(userId: string, preset: Preset): Promise<void>
    remove(userId: string, name: string): Promise<boolean>
    erase(userId: string): Promise<void>
  }
  /** Small facts of the program itself, such as its callback key. @returns what stands there afterwards */
  putOnce(name: string, value: string): Promise<string>
  /** Does it answer? @throws what is wrong */
  check(): Promise<void>
  close(): void
}

/** Saved words that are added to a prompt, with a model and size. */
export interface Preset {
  readonly name: string
  readonly text: string
  readonly model?: string | undefined
  readonly size?: string | undefined
}
