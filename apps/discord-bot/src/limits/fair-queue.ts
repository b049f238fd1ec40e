import type { ChooseNext } from '@fluxkit/jobs'
import type { BotJob } from '../model/job.ts'

/** A job that waits or runs, as far as its turn is concerned. */
export interface QueueEntry {
  readonly id: string
  /** The server, or the user where there is no server. */
  readonly guildKey: string
  readonly userId: string
  readonly createdMs: number
}

/** Jobs of one user in one server that run. */
export interface RunningJobs {
  readonly guildKey: string
  readonly userId: string
  readonly count: number
}

export interface Shares {
  readonly total: number
  readonly perGuild: number
  readonly perUser: number
}

/** Announced jobs have no share: they wait for an answer, not for the service. */
const announcedLane = ''

export function laneOf({ place: { isAnnounced, origin } }: BotJob): string {
  return isAnnounced ? announcedLane : `${origin.guildId ?? `user:${origin.userId}`} ${origin.userId}`
}

/** Whose turn it is. Announced jobs that nobody holds come first: they are withdrawn, and not submitted. */
export function chooseInTurn(shares: Shares): ChooseNext {
  return (waiting, running) => {
    const lost = waiting.find(({ lane }) => lane === announcedLane)
    if (lost) return lost.id
    const shareOf = (lane: string): Pick<QueueEntry, 'guildKey' | 'userId'> => {
      const [guildKey = '', userId = ''] = lane.split(' ')
      return { guildKey, userId }
    }
    const entries = waiting.map(({ id, lane, createdAtMs }) => ({ id, createdMs: createdAtMs, ...shareOf(lane) }))
    const counts = [...running].filter(([lane]) => lane !== announcedLane)
    return nextInTurn(
      entries,
      counts.map(([lane, count]) => ({ ...shareOf(lane), count })),
      shares,
    )?.id
  }
}

/**
 * The waiting job whose turn it is: of the server with the fewest running jobs, of its user with the fewest, the oldest.
 * So one server's or one user's hundred jobs never come before another one's first.
 * @returns `undefined` when nobody waits or every share is used
 */
export function nextInTurn<Entry extends QueueEntry>(
  waiting: readonly Entry[],
  running: readonly RunningJobs[],
  shares: Shares,
): Entry | undefined {
  if (running.reduce((sum, { count }) => sum + count, 0) >= shares.total) return undefined
  const perGuild = countBy(running, (job) => job.guildKey)
  const perUser = countBy(running, (job) => job.userId)
  let best: Entry | undefined
  const rank = (job: Entry): readonly number[] => [
    perGuild.get(job.guildKey) ?? 0,
    perUser.get(job.userId) ?? 0,
    job.createdMs,
  ]
  for (const job of waiting) {
    if ((perGuild.get(job.guildKey) ?? 0) >= shares.perGuild || (perUser.get(job.userId) ?? 0) >= shares.perUser)
      continue
    if (best === undefined || isBefore(rank(job), rank(best))) best = job
  }
  return best
}

function countBy(jobs: readonly RunningJobs[], key: (job: RunningJobs) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const job of jobs) counts.set(key(job), (counts.get(key(job)) ?? 0) + job.count)
  return counts
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at])
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0)
}
