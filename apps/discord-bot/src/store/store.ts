import type { Clock } from '@fluxkit/core/node'
import type { JobStore as DurableJobs } from '@fluxkit/jobs'
import type { Effect } from '../model/effects.ts'
import type { BotJob, BotPlace, DeliveryAttempt, Job, JobState, Notice } from '../model/job.ts'
import type { Usage, UsageQuery } from '../limits/check-limits.ts'
import type { LeftMemory } from '../limits/left-memory.ts'
import type { Draft } from './draft.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'

export interface LedgerRow {
  readonly jobId: string
  readonly kind: 'reserve' | 'settle' | 'refund'
  /** Signed: the sum over a job is what it costs. */
  readonly units: number
  readonly images: number
  readonly atMs: number
}

/** Jobs as the bot reads them. They are written by {@link Store.durable}. */
export interface JobReader {
  get(id: string): Promise<Job | undefined>
  /** From 1; undefined when the job does not wait. */
  queuePosition(id: string): Promise<number | undefined>
  /** Newest first. @param query part of the prompt, in any case of its letters */
  history(userId: string, options: HistoryOptions): Promise<readonly Job[]>
  /** Those that have not ended, oldest first. */
  activeOf(userId: string): Promise<readonly Job[]>
  /** Every job of a user in any state, newest first, page by page: there may be very many. */
  pageOf(userId: string, options: PageOptions): Promise<JobPage>
  /** Those of one server from before this moment whose prompt isn't forgotten yet. */
  olderThan(guildId: string | null, createdBeforeMs: number): Promise<readonly Job[]>
  countByState(): Promise<readonly { readonly state: JobState; readonly model: string; readonly count: number }[]>
  oldestQueuedMs(): Promise<number | undefined>
  /** The latest jobs with images, for estimates. */
  finished(action: string, model: string, limit: number): Promise<readonly BotJob[]>
  /** One sum for each query, in their order. @param guildId Doesn't matter for the scope `all`. */
  usages(guildId: string | null, queries: readonly UsageQuery[]): Promise<readonly Usage[]>
  ledger(jobId?: string): Promise<readonly LedgerRow[]>
  /** Which of these images a job still wants. @param hashes some hundred at most */
  wantedImages(hashes: readonly string[]): Promise<ReadonlySet<string>>
  guildKeys(): Promise<readonly (string | null)[]>
  /** Was it requested that the job is not submitted (again)? */
  isCancelRequested(id: string): Promise<boolean>
  requestCancel(id: string): Promise<void>
  /**
   * Makes prompts that an earlier program has written searchable in any case. Until then they are found as they are written.
   * @returns how many were written, fewer than this when none is left
   */
  foldPrompts(limit: number): Promise<number>
  /** Jobs that nobody can settle any more: their images count no more. @returns how many */
  giveUp(createdBeforeMs: number, nowMs: number): Promise<number>
}

/**
 * What is to be reported, in the transaction of the job; delivered under its own lease. Leases are durations by the clock of
 * the store.
 */
export interface DeliveryStore {
  /** Takes what is to be delivered and nobody works on. @param active those that this owner works on already */
  claimDue(owner: string, active: readonly string[], leaseMs: number): Promise<readonly string[]>
  heartbeat(owner: string, ids: readonly string[], leaseMs: number): Promise<void>
  /** @param pauseMs nobody takes it before; default: at once */
  release(owner: string, id: string, pauseMs?: number): Promise<void>
  /** @returns false when the job is not this owner's any more, or something else is to be reported: it must not send anything */
  noteAttempt(id: string, notice: Notice, attempt: DeliveryAttempt, owner: string): Promise<boolean>
  /**
   * Lets go of it, too. Does nothing when another owner has it meanwhile. When something else is to be reported meanwhile, it only
   * notes where the message is, and the owner continues with that.
   */
  setDelivery(
    id: string,
    notice: Notice,
    state: 'delivered' | 'kept',
    owner: string,
    message?: MessageLocation,
  ): Promise<void>
  /** Where its progress is shown. Does nothing once it was delivered or kept. */
  setMessage(id: string, message: MessageLocation): Promise<void>
  /** What isn't true any more is not reported. It can be reported again when it is. */
  retract(id: string, notice: Notice): Promise<void>
  /** What was delivered is delivered again, in the same place. */
  repeat(id: string): Promise<void>
  /** What must be reported although no fact has changed. */
  notify(id: string, notice: Notice, owner: string, leaseMs: number): Promise<void>
}

export interface MessageLocation {
  readonly channelId: string
  readonly id: string
}

/** A place in the jobs of a user. */
export interface JobCursor {
  readonly createdMs: number
  readonly id: string
}

export interface PageOptions {
  /** Where the page before ended; absent: from the newest. */
  readonly from?: JobCursor | undefined
  readonly limit: number
  /** Only jobs whose prompt isn't forgotten, that were requested until this moment. */
  readonly withPromptUntilMs?: number
}

export interface JobPage {
  readonly jobs: readonly Job[]
  /** Absent on the last page. */
  readonly next?: JobCursor
}

/** A user wants everything deleted that was there at this moment. */
export interface Erasure {
  readonly userId: string
  readonly requestedMs: number
}

export interface HistoryOptions {
  /** Also jobs that wait, run, failed or were cancelled; default: only those with images. */
  readonly withoutImages?: boolean
  readonly query?: string
  readonly offset?: number
  readonly limit: number
}

export interface Store {
  /** Jobs, as `@fluxkit/jobs` works on them. Its writes carry the books and the deliveries along. */
  readonly durable: DurableJobs<BotPlace, Effect>
  readonly jobs: JobReader
  readonly deliveries: DeliveryStore
  readonly settings: {
    /** @param guildId null outside of servers, where the defaults apply */
    get(guildId: string | null): Promise<GuildSettings>
    /**
     * Nothing comes between reading and writing: two people may change two things at once. Raises the version by one.
     * @param change Pure: called again when somebody else was faster. Returns the new settings, or why they stay as they are
     * @returns the settings as written, or the reason
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
  /** Deletions that were asked for and are not finished. */
  readonly erasures: {
    request(erasure: Erasure): Promise<void>
    pending(): Promise<readonly Erasure[]>
    /** Does nothing when they have asked again since. */
    finish(userId: string, requestedMs: number): Promise<void>
  }
  /**
   * Notes that a process starts. A store recognizes by its fingerprint that its data was put in place of newer data (a
   * backup, a copy, a failover): jobs that look unsubmitted may have been submitted then.
   * @param nowMs by the clock of jobs
   * @param onRestored called when that happens below a running process
   */
  begin(nowMs: number, onRestored?: () => void): Promise<StoreStart>
  /** Small facts of the program itself, such as its callback key. @returns what stands there afterwards */
  putOnce(name: string, value: string): Promise<string>
  readonly duties: DutyStore
  /** The limits of jobs that this process reserves: read under the same lock, so that no statement has to read it again. */
  readonly leftImages: LeftMemory
  /** The time that all processes on these data share, where that isn't the machine's. */
  readonly clock?: Clock
  /** Does it answer? @throws what is wrong */
  check(): Promise<void>
  close(): Promise<void>
}

/** Work that one of all processes does, under a lease by the clock of the store. */
export interface DutyStore {
  /** @returns false when another process has it, or had it so short a time ago that its lease hasn't ended */
  take(name: string, owner: string, leaseMs: number): Promise<boolean>
  release(name: string, owner: string): Promise<void>
  /** Deletes leases that have ended: those of reports would stay forever. @returns how many */
  forgetEnded(): Promise<number>
}

/** What its own store knows past. */
export interface StoreStart {
  /**
   * When its data was last found to be older than what it had held before; absent: never. Read it each time: a database may
   * fail over while the process runs.
   */
  readonly restoredAtMs?: number | undefined
}

/** Saved words that are added to a prompt, with a model and size. */
export interface Preset {
  readonly name: string
  readonly text: string
  readonly model?: string | undefined
  readonly size?: string | undefined
}
