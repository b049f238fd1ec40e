import type { ModelAction } from '@fluxkit/core'

/**
 * Where a job stands with the service. Written down before the step that it names. `announced`: the person’s first answer
 * is on its way; `withdrawn`: nothing came of that.
 */
export type JobState =
  | 'announced'
  | 'queued'
  | 'submitting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'unknown'
  | 'withdrawn'

/** Where its message stands: nothing to tell yet, to be told, told, or kept for `/flux show` because nobody could be told. */
export type DeliveryState = 'waiting' | 'pending' | 'delivered' | 'kept'

/** A way to tell how a job ended. */
export type DeliveryWay = 'answer' | 'channel' | 'direct'

/** Written down before something is sent: whoever finds it does not know whether it arrived. */
export interface DeliveryAttempt {
  readonly way: DeliveryWay
  readonly atMs: number
}

export interface KeptPicture {
  /** SHA-256 of the bytes. */
  readonly hash: string
  readonly extension: string
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

export interface JobRequest {
  readonly action: ModelAction
  readonly prompt: string
  readonly model: string
  readonly size?: string | undefined
  /** Pictures asked for, 1-4. */
  readonly count: number
  readonly imageUrl?: string | undefined
  /** Sides in pixels of the image to edit, where they are known: an edit without a size keeps this shape. */
  readonly imageSize?: ImageSize | undefined
  /** The size that core sent for it, once it was accepted. */
  readonly sentSize?: string | undefined
  /** The picture to edit as it is kept, for the day when its link has ended. */
  readonly input?: KeptPicture | undefined
  readonly private: boolean
  readonly spoiler: boolean
  /** A variation of a picture: `prompt` says what that shows, not what shall change. */
  readonly variation?: boolean | undefined
}

/** Where it was asked for, and how to answer there. */
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
  /** False where the app is there by user install alone: no route to the channel then. */
  readonly botInGuild: boolean
}

export interface JobPicture {
  readonly url: string
  readonly seed?: string | undefined
  /** SHA-256 of the bytes that are kept; absent until they were fetched. */
  readonly hash?: string | undefined
  readonly extension?: string | undefined
}

/** What a person is told when a job did not end with pictures. */
export interface JobFailure {
  readonly code: string
  readonly charged: 'no' | 'unknown' | 'yes'
  readonly traceId?: string | undefined
}

export interface NewJob {
  /** The id of the interaction that asked for it: the same interaction can never make two jobs. */
  readonly id: string
  readonly request: JobRequest
  readonly place: JobPlace
  readonly createdMs: number
  /** What is reserved for it. */
  readonly estimateUnits: number
}

export interface Job extends NewJob {
  readonly state: JobState
  readonly delivery: DeliveryState
  /** The latest; absent while nothing was sent. */
  readonly attempt?: DeliveryAttempt | undefined
  readonly notBeforeMs: number
  readonly attempts: number
  readonly taskId?: string | undefined
  readonly submittedMs?: number | undefined
  readonly finishedMs?: number | undefined
  readonly costUnits?: number | undefined
  readonly pictures: readonly JobPicture[]
  readonly failure?: JobFailure | undefined
  /** The message that shows its progress, then its result. */
  readonly messageId?: string | undefined
  readonly messageChannelId?: string | undefined
  readonly cancelRequested: boolean
  readonly leaseOwner?: string | undefined
  readonly leaseUntilMs: number
}

const transitions: Readonly<Record<JobState, readonly JobState[]>> = {
  announced: ['queued', 'withdrawn'],
  queued: ['submitting', 'cancelled', 'failed'],
  // Back to the queue only when the service cannot have accepted it.
  // Straight to its end when an error brings images and names no task.
  submitting: ['running', 'queued', 'succeeded', 'failed', 'unknown'],
  // Its deadline says nothing about the task.
  running: ['succeeded', 'failed', 'unknown'],
  succeeded: [],
  failed: [],
  cancelled: [],
  // A callback may tell the task id after all, and a later look the end of a task.
  unknown: ['running'],
  withdrawn: [],
}

export function mayBecome(from: JobState, to: JobState): boolean {
  return transitions[from].includes(to)
}

/** States after which the money is settled: nothing more is spent on the job. */
export function isEnded(state: JobState): boolean {
  return ['succeeded', 'failed', 'cancelled', 'unknown', 'withdrawn'].includes(state)
}
