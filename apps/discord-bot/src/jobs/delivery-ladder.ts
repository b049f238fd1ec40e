import type { DeliveryAttempt, DeliveryWay, Job } from '../model/job.ts'

/** A token that expires during the upload is useless. */
const tokenMarginMs = 20_000
/** Discord enforces a nonce for "the past few minutes": within this, sending again is safe. Source: "Create Message". */
const nonceHoldsMs = 60_000

/** What the delivery channels depend on. */
export type LadderJob = Pick<Job, 'place' | 'request'> &
  Partial<Pick<Job, 'notice' | 'messageId' | 'wasLinked' | 'group'>>

/**
 * The ways that are open now. A private result never goes to the channel; where only a user has installed the app, the
 * bot has no way to the channel and none to the user but the interaction. Links are replaced by the image where they are.
 */
export function rungsFor(job: LadderJob, nowMs: number): readonly DeliveryWay[] {
  const answer: DeliveryWay[] = hasToken(job, nowMs) ? ['answer'] : []
  // The message of a comparison is edited again whenever one of its jobs has changed.
  const isShared = job.group !== undefined && (job.messageId !== undefined || !job.request.private)
  if (isShared) return [...answer, 'edit', ...laterRungsFor(job)]
  // Without an answer there is nothing to correct: Discord has already shown a failure.
  if (job.notice === 'restarted') return [...answer, ...(job.request.private ? [] : (['edit'] as const))]
  const isShown = job.notice === 'result' && job.wasLinked === true && job.messageId !== undefined
  const edit: DeliveryWay[] = isShown && answer.length === 0 && !job.request.private ? ['edit'] : []
  return [...answer, ...edit, ...laterRungsFor(job)]
}

/** Can the answer to the interaction still be changed? */
function hasToken({ place }: Pick<Job, 'place'>, nowMs: number): boolean {
  return nowMs < place.tokenUntilMs - tokenMarginMs
}

/** Those that do not need the interaction. */
export function laterRungsFor({ place, request }: Pick<Job, 'place' | 'request'>): readonly ('channel' | 'direct')[] {
  return place.guildId === null || request.private ? ['direct'] : ['channel', 'direct']
}

/**
 * Must the bot check for an earlier attempt before it tries this way? Editing the answer again does no harm;
 * everything else would be a second message.
 */
export function mustCheckHistory(
  earlier: DeliveryAttempt | undefined,
  rung: DeliveryWay,
  { group }: Pick<LadderJob, 'group'> = {},
): boolean {
  if (earlier === undefined) return false
  const isEdit = rung === 'answer' || rung === 'edit'
  return !isEdit || (group === undefined && earlier.way !== rung)
}

/** Would Discord itself recognise the earlier message? */
export function nonceHolds(earlier: DeliveryAttempt, rung: DeliveryWay, nowMs: number): boolean {
  return earlier.way === rung && nowMs - earlier.atMs < nonceHoldsMs
}

/**
 * Nonces have at most 25 characters; an interaction's id has at most 20. Every outcome has another one than the messages
 * while its outcome was unknown: Discord would answer with the older message.
 */
export function nonceFor(
  jobId: string,
  purpose: 'confirm' | 'result' | 'failure' | 'unknown' | 'overdue' | 'links' | 'withdrawn' | 'ping' | 'notice',
  isPlain: boolean,
): string {
  return `${jobId}-${purpose === 'confirm' ? 'q' : (purpose[0] ?? '')}${isPlain ? 'p' : ''}`
}
