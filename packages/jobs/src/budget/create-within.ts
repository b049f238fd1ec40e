import type { Clock } from '@fluxkit/core'
import { isDamaged, type Job } from '../job/job.ts'
import { requestFacts } from '../job/request-facts.ts'
import { stateOf } from '../job/state-of.ts'
import type { Draft, OpenJob, Runner } from '../runner/runner.ts'
import type { JobQuery, JobStore, Listed } from '../stores/job-store.ts'
import { type BudgetAnswer, type BudgetLimits, checkBudget } from './check-budget.ts'
import { creditsOf } from './credits.ts'
import { spent, type SpentOptions } from './spent.ts'

/** The limits, and which jobs count against them. */
export interface Budget extends Omit<SpentOptions, 'nowMs'> {
  readonly limits: BudgetLimits
  /** A user has confirmed an unknown price. */
  readonly allowUnpriced?: boolean
}

/** So long a job waits for younger ones that may not have seen it; a decision takes a few milliseconds. */
const patienceMs = 2_000
const everyMs = 50

/**
 * Writes a job down if the budget allows it. Two processes that do so at the same time can't both take the last of it: the
 * job is written first, and the sum counts everything that was written before it.
 */
export function createWithin<P>(
  runner: Pick<Runner<P>, 'create'>,
  store: Pick<JobStore<P>, 'list'>,
  draft: Draft<P>,
  budget: Budget,
  clock: Pick<Clock, 'now' | 'setTimer'>,
): Promise<OpenJob<P> | { readonly exists: Listed<P> } | { readonly refused: BudgetAnswer }> {
  const refuse = (before: readonly Listed<P>[], job: Job<P>): BudgetAnswer | undefined => {
    const credits = creditsOf(job.estimate)
    const demand = { images: requestFacts(job).count, ...(credits !== undefined && { credits }) }
    const answer = checkBudget(budget.limits, spent(before, { ...budget, nowMs: clock.now() }), demand)
    return answer.kind === 'ok' || (answer.kind === 'unpriced' && budget.allowUnpriced) ? undefined : answer
  }
  return createUnlessRefused(runner, store, draft, clock, refuse, { settledBeforeMs: budget.sinceMs })
}

/**
 * The same by a rule of the host.
 *
 * A record has its time before it is written, so a younger one may have been decided without it. Such a job is waited for until it
 * is submitted, cancelled or refused, 2 seconds at most; then it counts.
 *
 * @param refuse Gets the records that count. Returns why the job should not be submitted.
 */
export async function createUnlessRefused<P, R>(
  runner: Pick<Runner<P>, 'create'>,
  store: Pick<JobStore<P>, 'list'>,
  draft: Draft<P>,
  clock: Pick<Clock, 'now' | 'setTimer'>,
  refuse: (counted: readonly Listed<P>[], job: Job<P>) => R | undefined,
  query: Pick<JobQuery, 'settledBeforeMs'> = {},
): Promise<OpenJob<P> | { readonly exists: Listed<P> } | { readonly refused: R }> {
  const open = await runner.create(draft)
  if ('exists' in open) return open
  const untilMs = clock.now() + patienceMs
  for (;;) {
    const nowMs = clock.now()
    const before: Listed<P>[] = []
    const all: Listed<P>[] = []
    for await (const entry of store.list(query)) {
      const isOlder = isDamaged(entry) || isBefore(entry.job, entry.held, open.job, nowMs)
      if (isOlder) before.push(entry)
      if (isOlder || (entry.held && entry.job.id !== open.job.id)) all.push(entry)
    }
    const overAll = refuse(all, open.job)
    if (overAll === undefined) return open
    const refused = nowMs < untilMs ? refuse(before, open.job) : overAll
    if (refused !== undefined) {
      await open.cancel()
      return { refused }
    }
    await new Promise<void>((resolve) => void clock.setTimer(resolve, everyMs))
  }
}

/** Among jobs that were not submitted yet, the older one comes first. */
function isBefore(job: Job, held: boolean, own: Job, nowMs: number): boolean {
  if (job.id === own.id) return false
  if (stateOf(job, nowMs, held) !== 'created') return true
  return job.createdAtMs < own.createdAtMs || (job.createdAtMs === own.createdAtMs && job.id < own.id)
}
