import { isDamaged, type Job } from '../job/job.ts'
import { requestFacts } from '../job/request-facts.ts'
import { stateOf } from '../job/state-of.ts'
import type { Draft, OpenJob, Runner } from '../runner/runner.ts'
import type { JobQuery, JobStore, Listed } from '../stores/job-store.ts'
import { type BudgetAnswer, type BudgetLimits, checkBudget } from './check-budget.ts'
import { creditsOf } from './credits.ts'
import { spent, type SpentOptions } from './spent.ts'

/** The limits, and which jobs count against them. */
export interface Budget extends SpentOptions {
  readonly limits: BudgetLimits
  /** A user has confirmed an unknown price. */
  readonly allowUnpriced?: boolean
}

/**
 * Writes a job down if the budget allows it. Two processes that do so at the same time can't both take the last of it: the
 * job is written first, and the sum counts everything that was written before it.
 */
export function createWithin<P>(
  runner: Pick<Runner<P>, 'create'>,
  store: Pick<JobStore<P>, 'list'>,
  draft: Draft<P>,
  budget: Budget,
): Promise<OpenJob<P> | { readonly exists: Listed<P> } | { readonly refused: BudgetAnswer }> {
  const refuse = (before: readonly Listed<P>[], job: Job<P>): BudgetAnswer | undefined => {
    const credits = creditsOf(job.estimate)
    const demand = { images: requestFacts(job).count, ...(credits !== undefined && { credits }) }
    const answer = checkBudget(budget.limits, spent(before, budget), demand)
    return answer.kind === 'ok' || (answer.kind === 'unpriced' && budget.allowUnpriced) ? undefined : answer
  }
  return createUnlessRefused(runner, store, draft, budget.nowMs, refuse, { settledBeforeMs: budget.sinceMs })
}

/**
 * The same by a rule of the host.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 * @param refuse Gets every record that was written before the job. Returns why the job should not be submitted.
 */
export async function createUnlessRefused<P, R>(
  runner: Pick<Runner<P>, 'create'>,
  store: Pick<JobStore<P>, 'list'>,
  draft: Draft<P>,
  nowMs: number,
  refuse: (before: readonly Listed<P>[], job: Job<P>) => R | undefined,
  query: Pick<JobQuery, 'settledBeforeMs'> = {},
): Promise<OpenJob<P> | { readonly exists: Listed<P> } | { readonly refused: R }> {
  const open = await runner.create(draft)
  if ('exists' in open) return open
  const before: Listed<P>[] = []
  for await (const entry of store.list(query))
    if (isDamaged(entry) || isBefore(entry.job, entry.held, open.job, nowMs)) before.push(entry)
  const refused = refuse(before, open.job)
  if (refused === undefined) return open
  await open.cancel()
  return { refused }
}

/** Among jobs that were not submitted yet, the older one comes first. */
function isBefore(job: Job, held: boolean, own: Job, nowMs: number): boolean {
  if (job.id === own.id) return false
  if (stateOf(job, nowMs, held) !== 'created') return true
  return job.createdAtMs < own.createdAtMs || (job.createdAtMs === own.createdAtMs && job.id < own.id)
}
