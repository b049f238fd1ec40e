import type { ModelAction } from '@fluxkit/core'
import type { RequestFieldName } from '@fluxkit/core/schemas'
import type { Job as DurableJob } from '@fluxkit/jobs'

/** A job as `@fluxkit/jobs` keeps it: the only record of what was submitted, paid for and saved. */
export type BotJob = DurableJob<BotPlace>

/** What the bot adds to a job. */
export interface BotPlace {
  /** The first answer is on its way: nobody knows whether the user has one. Never submitted like this. */
  readonly isAnnounced: boolean
  /** When its user confirmed that it is still wanted, after it was in doubt. */
  readonly confirmedAtMs?: number | undefined
  readonly origin: JobPlace
  readonly options: JobOptions
  readonly group?: JobGroup | undefined
  /** Its progress, once that is shown where the bot can reach it without an interaction. A delivery may bring another message. */
  readonly message?: { readonly id: string; readonly channelId: string } | undefined
}

/** The jobs of one comparison. The first of them, the lead, has the message of all. */
export interface JobGroup {
  /** That of the lead; see `memberId`. */
  readonly id: string
  /** Position of the job, from 0. */
  readonly at: number
  /** How many jobs there are, each of one image. */
  readonly of: number
  /** Reserved for all of them together. */
  readonly units: number
  /** The message of all of them, where the bot can reach it without an interaction. */
  readonly message?: { readonly id: string; readonly channelId: string } | undefined
}

/** What the service never sees, and the prompt as its user wrote it. */
export interface JobOptions extends Pick<JobRequest, 'prompt' | 'private' | 'spoiler'> {
  readonly variation?: boolean | undefined
  readonly parent?: JobParent | undefined
  /** The image to edit as it is kept. */
  readonly input?: KeptImage | undefined
}

/**
 * Where a job stands, for people. Derived by {@link viewJob}, never saved. `unknown`: its submission may have been
 * accepted; `overdue`: its task can't be seen for now; `ready`: links are known and not all images are saved;
 * `unconfirmed`: it may have been submitted before a backup was put back or while nobody worked, and waits for its user.
 */
export type JobState =
  | 'announced'
  | 'queued'
  | 'unconfirmed'
  | 'submitting'
  | 'unknown'
  | 'running'
  | 'overdue'
  | 'ready'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'withdrawn'

/** Nothing more comes of a job in these, but what a callback may bring. */
export const endStates: ReadonlySet<JobState> = new Set(['succeeded', 'failed', 'cancelled', 'withdrawn'])

/**
 * What a user should learn about a job. `confirm`: is it still wanted? `unknown`, `overdue` and `links` are sent while it is still checked; `restarted`:
 * its process died around the first answer; `stale`: the bot was off when it was due.
 */
export type Notice =
  | 'confirm'
  | 'unknown'
  | 'overdue'
  | 'links'
  | 'result'
  | 'failure'
  | 'cancelled'
  | 'restarted'
  | 'stale'

/** Where its message stands: nothing to report, to be sent, sent, or kept for `/flux show` because nobody could be reached. */
export type DeliveryState = 'waiting' | 'pending' | 'delivered' | 'kept'

/** A way to report how a job ended. `edit`: in the message that shows it already, by the bot's own token. */
export type DeliveryWay = 'answer' | 'edit' | 'channel' | 'direct'

/** Saved before something is sent: a process that finds it doesn't know whether it arrived. */
export interface DeliveryAttempt {
  readonly way: DeliveryWay
  readonly atMs: number
}

export interface KeptImage {
  /** SHA-256 of the bytes. */
  readonly hash: string
  readonly extension: string
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** The job whose button was used, and which one. */
export interface JobParent {
  readonly id: string
  readonly by: 'again' | 'vary' | 'edit'
}

/** The fields of core's requests that the bot sends. Nobody sets the others: the operator's limits stand against some of them. */
export type SentField = Exclude<RequestFieldName, 'callbackUrl' | 'extra' | 'unchecked' | 'allowUnknownModel'>

export interface JobRequest {
  readonly action: ModelAction
  readonly prompt: string
  readonly model: string
  readonly size?: string | undefined
  /** Images requested, 1-4. */
  readonly count: number
  readonly imageUrl?: string | undefined
  /** Sides in pixels of the image to edit, where they are known: an edit without a size keeps this shape. */
  readonly imageSize?: ImageSize | undefined
  /** The size that core sent for it, once it was accepted. */
  readonly sentSize?: string | undefined
  /** The stored image to edit, for when its link has expired. */
  readonly input?: KeptImage | undefined
  readonly private: boolean
  readonly spoiler: boolean
  /** A variation of an image: `prompt` says what that shows, not what should change. */
  readonly variation?: boolean | undefined
  /** What it was made from, by a button under a result. */
  readonly parent?: JobParent | undefined
}

/** Where it was requested, and how to answer there. */
export interface JobPlace {
  readonly applicationId: string
  readonly guildId: string | null
  readonly channelId: string
  readonly userId: string
  readonly roleIds: readonly string[]
  readonly locale: string
  /** The interaction's token: a secret, good for 15 minutes. */
  readonly token: string
  readonly tokenUntilMs: number
  readonly attachmentLimitBytes: number
  /** False where the app is there by user install only: no route to the channel then. */
  readonly botInGuild: boolean
}

export interface ViewedImage {
  readonly url: string
  readonly seed?: string | undefined
  /** SHA-256 of the bytes that are kept; absent until they were downloaded. */
  readonly hash?: string | undefined
  readonly extension?: string | undefined
}

/** What a user reads when a job has not ended with images. */
export interface JobFailure {
  readonly code: string
  readonly charged: 'no' | 'unknown' | 'yes'
  readonly traceId?: string | undefined
}

export interface NewJob {
  /** The id of the interaction that requested it: the same interaction can never make two jobs. */
  readonly id: string
  readonly request: JobRequest
  readonly place: JobPlace
  readonly createdMs: number
  /** What is reserved for it. */
  readonly estimateUnits: number
  /** Absent for a separate job. */
  readonly group?: JobGroup | undefined
}

/** A job as views and commands read it. */
export interface Job extends NewJob {
  readonly state: JobState
  /** The last notice to its user, sent or due. */
  readonly notice?: Notice | undefined
  readonly delivery: DeliveryState
  /** The latest; absent while nothing was sent. */
  readonly attempt?: DeliveryAttempt | undefined
  /** When it is checked or submitted again, 0 for at once. */
  readonly notBeforeMs: number
  /** Submissions so far. */
  readonly attempts: number
  readonly taskId?: string | undefined
  readonly submittedMs?: number | undefined
  readonly finishedMs?: number | undefined
  /** What it costs its user; absent until that is known. */
  readonly costUnits?: number | undefined
  readonly images: readonly ViewedImage[]
  /** An image could not be downloaded at first: its message may show a link. */
  readonly wasLinked: boolean
  /** Its task was found, and its submission isn't in the records: its result may have been shown before they were restored. */
  readonly wasRestored: boolean
  /** Images that were requested and didn't come. */
  readonly missing: number
  readonly failure?: JobFailure | undefined
  /** The message that shows its progress, then its result. */
  readonly messageId?: string | undefined
  readonly messageChannelId?: string | undefined
  /** Is a live process working on it? */
  readonly held: boolean
}

/** A job with a notice to send. */
export type NotifiedJob = Job & { readonly notice: Notice }
