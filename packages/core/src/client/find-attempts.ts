import type { TaskReading } from '../contract/answers.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import type { RetryPolicy } from '../http/retry.ts'
import { TransportError } from '../http/transport.ts'
import type { Attempt, IsKnown } from '../tasks/attempt.ts'
import { isCandidate, matchAttempts, windowOf } from '../tasks/match-attempts.ts'
import { listTasks } from './list-tasks.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'

/** More tasks than an account makes in the window of a few attempts. */
const maxPages = 10
/** For attempts whose time is unknown: the window may be days. */
const maxLongPages = 200
/** Attempts this far apart get separate listings. */
const maxGapMs = 600_000

export interface FindOptions extends CallOptions {
  readonly isKnown?: IsKnown | undefined
  readonly userId?: string | undefined
  readonly retry?: RetryPolicy | undefined
}

/**
 * Looks for the tasks of lost submissions among the account's own. What can't be listed isn't found: the service may
 * refuse a listing by time only (`isRefused`). Not found never means not charged.
 * @throws {AbortedError} {ClientClosedError}
 */
export async function findAttempts(
  service: Service,
  attempts: readonly Attempt[],
  options: FindOptions,
): Promise<{ readonly found: ReadonlyMap<Attempt, TaskReading>; readonly isRefused: boolean }> {
  const found = new Map<Attempt, TaskReading>()
  let isRefused = false
  for (const cluster of clusters(attempts)) {
    const listed = await listAround(service, cluster, options)
    isRefused ||= listed === 'refused'
    if (typeof listed === 'string') continue
    // The listing's own `Date` header may be the first one that this client sees.
    const timed = new Map(cluster.map((attempt) => [withOffset(service, attempt), attempt]))
    const lost = [...timed.keys()]
    const candidates: TaskReading[] = []
    for (const task of listed) {
      if (isCandidate(lost, task) && !(await isOwned(service, task.id, options))) candidates.push(task)
    }
    for (const [attempt, task] of matchAttempts(lost, candidates)) {
      const original = timed.get(attempt)
      if (original) found.set(original, task)
    }
  }
  return { found, isRefused }
}

async function listAround(
  service: Service,
  cluster: readonly Attempt[],
  { retry, userId = service.account.userId, ...options }: FindOptions,
): Promise<readonly TaskReading[] | 'refused' | 'failed'> {
  const windows = cluster.map((attempt) => windowOf(withOffset(service, attempt)))
  const query = {
    userId,
    createdAtMinMs: Math.min(...windows.map(({ fromMs }) => fromMs)),
    createdAtMaxMs: Math.max(...windows.map(({ toMs }) => toMs)),
    type: 'images',
    limit: 50,
  }
  const tasks: TaskReading[] = []
  try {
    const isLong = cluster.some(({ latestMs }) => latestMs !== undefined)
    let isComplete = false
    for (let page = 0; page < (isLong ? maxLongPages : maxPages) && !isComplete; page++) {
      const listed = await listTasks(service, { ...query, offset: page * query.limit }, options, retry)
      tasks.push(...listed.tasks)
      isComplete = listed.isLastPage
    }
    if (isLong && !isComplete) return 'failed'
  } catch (error) {
    if (!isFluxError(error) || error.code === 'aborted' || error.code === 'client_closed') throw error
    // A part of a list isn't enough to count candidates.
    return mayPass(error) ? 'failed' : 'refused'
  }
  // Pages overlap when tasks are added meanwhile.
  return [...new Map(tasks.map((task) => [task.id, task])).values()]
}

/** A transport that throws anything but its own kind of error does so again. */
function mayPass({ code, retryable, cause }: FluxError): boolean {
  return retryable && (code !== 'connection_lost' || cause instanceof TransportError)
}

async function isOwned({ known }: Service, taskId: string, { isKnown }: FindOptions): Promise<boolean> {
  return known.get(taskId)?.owned === true || ((await isKnown?.(taskId)) ?? false)
}

function withOffset({ serverOffsetMs }: Service, attempt: Attempt): Attempt {
  return attempt.serverOffsetMs === undefined ? { ...attempt, serverOffsetMs: serverOffsetMs() } : attempt
}

function clusters(attempts: readonly Attempt[]): Attempt[][] {
  const found: Attempt[][] = []
  for (const attempt of [...attempts].sort((a, b) => a.sentAtMs - b.sentAtMs)) {
    const last = found.at(-1)
    if (last && attempt.sentAtMs - (last.at(-1)?.sentAtMs ?? 0) <= maxGapMs) last.push(attempt)
    else found.push([attempt])
  }
  return found
}
