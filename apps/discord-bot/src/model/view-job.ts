import {
  type Attempt,
  chargedOf,
  imagesMissing,
  isInDoubt,
  type JobImage,
  mayBeAccepted,
  requestFacts,
  stateOf,
} from '@fluxkit/jobs'
import { unitsOfCost } from '../money/money.ts'
import type {
  BotJob,
  DeliveryAttempt,
  DeliveryState,
  ImageSize,
  Job,
  JobFailure,
  ViewedImage,
  JobState,
  Notice,
} from './job.ts'
import { noticeOf } from './notice.ts'
import { settlementOf } from './settlement.ts'

/** What the bot keeps beside a job. */
export interface DeliveryFacts {
  readonly notice?: Notice | undefined
  readonly state: DeliveryState
  readonly attempt?: DeliveryAttempt | undefined
  readonly messageId?: string | undefined
  readonly messageChannelId?: string | undefined
}

export interface ViewOptions {
  readonly held: boolean
  readonly nowMs: number
  readonly currency: string
  readonly delivery?: DeliveryFacts | undefined
}

/** A job as views and commands read it, derived from its facts. */
export function viewJob(job: BotJob, { held, nowMs, currency, delivery }: ViewOptions): Job {
  const { id, place, createdAtMs, estimate, images, task, end, readyAtMs, check, attempts } = job
  const state = jobState(job, nowMs, held)
  const failure = failureIn(job, state)
  const sent = sentAttempt(job)
  const shown = place.group ? (place.group.at === 0 ? place.group.message : undefined) : place.message
  return {
    id,
    request: requestOf(job, sent),
    place: place.origin,
    ...(place.group && { group: place.group }),
    createdMs: createdAtMs,
    estimateUnits: unitsOfCost(estimate, currency) ?? 0,
    state,
    notice: delivery?.notice,
    delivery: delivery?.state ?? 'waiting',
    attempt: delivery?.attempt,
    notBeforeMs: check?.nextAtMs ?? 0,
    attempts: new Set(attempts.map(({ key }) => key)).size,
    taskId: task?.id,
    submittedMs: sent?.sentAtMs ?? task?.atMs,
    finishedMs: readyAtMs ?? end?.atMs,
    costUnits: settlementOf(job, currency)?.units,
    images: images.flatMap(imageOf),
    wasRestored: task?.via === 'listing' && !attempts.some(mayBeAccepted),
    wasLinked: images.some(({ tries }) => tries > 0),
    missing: imagesMissing(job),
    failure,
    messageId: delivery?.messageId ?? shown?.id,
    messageChannelId: delivery?.messageChannelId ?? shown?.channelId,
    held,
  }
}

export function jobState(job: BotJob, nowMs: number, held: boolean): JobState {
  const state = stateOf(job, nowMs, held)
  switch (state) {
    case 'created':
    case 'stale':
      if (isInDoubt(job)) return 'unconfirmed'
      return job.place.isAnnounced ? 'announced' : 'queued'
    case 'submitted':
    case 'missing':
      return noticeOf(job) === 'overdue' ? 'overdue' : 'running'
    case 'done':
      return 'succeeded'
    case 'failed':
      // Links of a failed task may have been paid for.
      if (job.images.length > 0) return 'succeeded'
      return job.end?.code === 'cancelled' ? 'cancelled' : 'failed'
    case 'cancelled':
      return job.end?.kind === 'discarded' || job.place.isAnnounced ? 'withdrawn' : 'cancelled'
    default:
      return state
  }
}

function requestOf(job: BotJob, sent: Attempt | undefined): Job['request'] {
  const { size, imageUrl, imageSize } = job.request
  const { action, model = '', count } = requestFacts(job)
  const sentSize = job.task && sent?.wire['size']
  return {
    ...job.place.options,
    action,
    model,
    count,
    ...(typeof size === 'string' && { size }),
    ...(typeof imageUrl === 'string' && imageUrl !== '' && { imageUrl }),
    ...(isSize(imageSize) && { imageSize }),
    ...(typeof sentSize === 'string' && { sentSize }),
  }
}

function isSize(value: unknown): value is ImageSize {
  return typeof value === 'object' && value !== null && 'width' in value && 'height' in value
}

function sentAttempt({ attempts }: BotJob): Attempt | undefined {
  return attempts.find(({ outcome }) => outcome?.kind === 'accepted') ?? attempts.at(-1)
}

/** Images whose user has deleted them have no link any more. */
function imageOf({ url, kept, seed, ...facts }: JobImage & { readonly extension?: unknown }): ViewedImage[] {
  if (url === '') return []
  const { extension } = facts
  return [
    {
      url,
      ...(seed !== undefined && { seed: String(seed) }),
      ...(kept !== undefined && typeof extension === 'string' && { hash: kept, extension }),
    },
  ]
}

function failureIn(job: BotJob, state: JobState): JobFailure | undefined {
  const { end, attempts, check } = job
  if (state === 'failed') return { code: end?.code ?? 'api_error', charged: chargedOf(job), traceId: end?.traceId }
  if (state === 'unknown') {
    return { code: 'outcome_unknown', charged: 'unknown', traceId: attempts.at(-1)?.outcome?.traceId }
  }
  if (state === 'overdue') return { code: 'wait_deadline', charged: chargedOf(job), traceId: check?.traceId }
  return undefined
}
