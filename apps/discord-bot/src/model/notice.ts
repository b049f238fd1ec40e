import { isUnconfirmed } from '@fluxkit/jobs'
import type { BotJob, JobState, Notice } from './job.ts'

const interim: readonly Notice[] = ['confirm', 'unknown', 'overdue', 'links']
const final: readonly Notice[] = ['result', 'failure', 'cancelled', 'restarted', 'stale']
/** The states in which an interim notice is true. */
const trueIn: Partial<Record<Notice, JobState>> = {
  confirm: 'unconfirmed',
  unknown: 'unknown',
  overdue: 'overdue',
  links: 'ready',
}
/** Failed checks are not reported in the first half minute. */
const troubleAfterMisses = 3

/** Trying again doesn't help: only the user may be able to fetch such an image. */
const forPeople: ReadonlySet<string | undefined> = new Set(['image_too_large', 'unsafe_url'])

/** The notice that is due. Pure. */
export function noticeOf(job: BotJob): Notice | undefined {
  const { end, images, check, task, place, attempts } = job
  const isLasting = check !== undefined && check.misses >= troubleAfterMisses
  if (images.length > 0) {
    if (images.every(({ kept }) => kept !== undefined)) return end ? 'result' : undefined
    return end?.kind === 'done' ? 'result' : isLasting || forPeople.has(check?.lastCode) ? 'links' : undefined
  }
  if (end) {
    if (end.kind === 'failed') return end.code === 'cancelled' ? 'cancelled' : 'failure'
    if (end.kind === 'cancelled') return place.isAnnounced ? undefined : 'cancelled'
    if (end.kind === 'discarded' && attempts.length === 0) return place.isAnnounced ? 'restarted' : 'stale'
    return undefined
  }
  if (!check) return undefined
  if (isUnconfirmed(job)) return 'confirm'
  if (task) return isLasting || check.lastCode === 'wait_deadline' ? 'overdue' : undefined
  const isLost = attempts.some(({ outcome }) => outcome?.kind === 'unknown')
  const isSearched = (check.searches ?? 0) > 0 || check.misses > 0 || check.nextAtMs === undefined
  return isLost && isSearched ? 'unknown' : undefined
}

/** Does it say more than the notice `before`? Each interim notice is sent once. */
export function isNewer(notice: Notice, before: Notice | undefined): boolean {
  if (notice === before) return false
  if (!interim.includes(notice) || before === undefined) return true
  return interim.includes(before) && interim.indexOf(notice) > interim.indexOf(before)
}

/** The notices that `notice` says more than. */
export function replacedBy(notice: Notice): readonly Notice[] {
  return [...interim, ...final].filter((before) => isNewer(notice, before))
}

/** Is a notice that waits for its delivery still true? The job may have gone on meanwhile. */
export function isStillTrue(notice: Notice, state: JobState): boolean {
  return !interim.includes(notice) || trueIn[notice] === state
}
