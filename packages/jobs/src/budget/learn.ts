import { isDamaged, type Cost, type Job } from '../job/job.ts'
import { requestFacts } from '../job/request-facts.ts'
import { isSandbox } from '../job/sandbox.ts'
import type { Listed } from '../stores/job-store.ts'

/** The latest count: the vendor's prices and speeds change. */
const remembered = 20

/** What finished jobs have shown, by action and model. */
export interface Learned {
  readonly byModel: ReadonlyMap<string, Lesson>
}

interface Lesson {
  /** Costs of one image, oldest first. */
  readonly costs: readonly Cost[]
  readonly durationsMs: readonly number[]
}

/** What a request will probably cost and how long it will take. Unknown values are absent. */
export interface Estimate {
  /** For all images of the request. */
  readonly cost?: Cost
  /** From the submission to the result. */
  readonly durationMs?: number
}

/** What is known apart from finished jobs. */
export interface EstimateOptions {
  /** What an image costs as the host was configured, by model, for models that no job has shown yet. */
  readonly prices?: Readonly<Record<string, Cost>>
}

/**
 * What finished jobs have cost and how long they took: the latest 20 of each action and model.
 *
 * @param entries In any order; those of the sandbox teach nothing.
 */
export function learn(entries: Iterable<Listed>): Learned {
  const jobs: Job[] = []
  for (const entry of entries) if (!isDamaged(entry) && !isSandbox(entry.job)) jobs.push(entry.job)
  jobs.sort((a, b) => a.createdAtMs - b.createdAtMs)
  const byModel = new Map<string, Lesson>()
  for (const job of jobs) {
    const known = byModel.get(keyOf(job)) ?? { costs: [], durationsMs: [] }
    byModel.set(keyOf(job), {
      costs: latest(known.costs, costOfImage(job)),
      durationsMs: latest(known.durationsMs, durationOf(job)),
    })
  }
  return { byModel }
}

/** What a request will probably cost and take: by what the same model and action have shown, else by configured prices. */
export function estimate(learned: Learned, job: Pick<Job, 'request'>, { prices = {} }: EstimateOptions = {}): Estimate {
  const { model = '', count } = requestFacts(job)
  const { costs = [], durationsMs = [] } = learned.byModel.get(keyOf(job)) ?? {}
  const last = costs.at(-1)
  const same = costs.filter(({ currency }) => currency === last?.currency).map(({ amount }) => amount)
  const price = last
    ? { amount: median(same) ?? last.amount, currency: last.currency }
    : Object.hasOwn(prices, model)
      ? prices[model]
      : undefined
  const duration = median(durationsMs)
  return {
    ...(price && { cost: { ...price, amount: Math.round(price.amount * count * 1e6) / 1e6 } }),
    ...(duration !== undefined && { durationMs: duration }),
  }
}

/** `about 0.22 credits, usually 8 s`; empty when nothing is known. */
export function describeEstimate({ cost, durationMs: duration }: Estimate): string {
  const amount = cost && Number(cost.amount.toPrecision(2))
  const unit = cost?.currency === 'credit' && amount !== 1 ? 'credits' : cost?.currency
  const parts = [
    ...(cost ? [`about ${amount} ${unit}`] : []),
    ...(duration === undefined ? [] : [`usually ${Math.max(1, Math.round(duration / 1_000))} s`]),
  ]
  return parts.join(', ')
}

function keyOf(job: Pick<Job, 'request'>): string {
  const { action, model = '' } = requestFacts(job)
  return `${action} ${model}`
}

function costOfImage({ cost, images, end }: Job): Cost | undefined {
  return cost && images.length > 0 && end?.kind !== 'failed'
    ? { amount: cost.amount / images.length, currency: cost.currency }
    : undefined
}

/**
 * From the submission to the result, in milliseconds. `undefined` when the result was found much later, which says nothing about
 * the task.
 */
export function durationOf({ attempts, readyAtMs, check, end }: Job): number | undefined {
  const sent = attempts.find(({ outcome }) => outcome?.kind === 'accepted')
  if (!sent || readyAtMs === undefined || check || end?.kind !== 'done') return undefined
  const tookMs = readyAtMs - sent.sentAtMs
  return tookMs >= 0 && tookMs < 600_000 ? tookMs : undefined
}

function latest<T>(known: readonly T[], one: T | undefined): readonly T[] {
  return one === undefined ? known : [...known, one].slice(-remembered)
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
