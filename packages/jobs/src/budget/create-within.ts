import { isDamaged, type Job } from '../job/job.ts'
import { requestFacts } from '../job/request-facts.ts'
import { stateOf } from '../job/state-of.ts'
import type { Draft, OpenJob, Runner } from '../runner/runner.ts'
import type { JobStore, Listed } from '../stores/job-store.ts'
import { type BudgetAnswer, type BudgetLimits, checkBudget } from './check-budget.ts'
import { creditsOf } from './credits.ts'
import { spent, type SpentOptions } from './spent.ts'

/** The limits, and which jobs count against them. */
export interface Budget extends SpentOptions {
  readonly limits: BudgetLimits
  /** A person has confirmed that nobody knows the price. */
  readonly allowUnpriced?: boolean
}

/**
 * Writes a job down if the budget allows it. Two processes that do so at the same time can't both take the last of it: the
 * job is written first, and the sum counts everything that was written before it.
 */
export async function createWithin<P>(
  runner: Pick<Runner<P>, 'create'>,
  store: Pick<JobStore<P>, 'list'>,
  draft: Draft<P>,
  budget: Budget,
): Promise<OpenJob<P> | { readonly exists: Listed<P> } | { readonly refused: BudgetAnswer }> {
  const open = await runner.create(draft)
  if ('exists' in open) return open
  const before: Listed<P>[] = []
  for await (const entry of store.list())
    if (isDamaged(entry) || isBefore(entry.job, entry.held, open.job, budget)) before.push(entry)
  const credits = creditsOf(open.job.estimate)
  const demand = { images: requestFacts(open.job).count, ...(credits !== undefined && { credits }) }
  const answer = checkBudget(budget.limits, spent(before, budget), demand)
  if (answer.kind === 'ok' || (answer.kind === 'unpriced' && budget.allowUnpriced)) return open
  await open.cancel()
  return { refused: answer }
}

/** Of jobs that were not submitted yet, the older one has the better right. */
function isBefore(job: Job, held: boolean, own: Job, { nowMs }: SpentOptions): boolean {
  if (job.id === own.id) return false
  if (stateOf(job, nowMs, held) !== 'created') return true
  return job.createdAtMs < own.createdAtMs || (job.createdAtMs === own.createdAtMs && job.id < own.id)
}
