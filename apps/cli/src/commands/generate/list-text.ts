import { type Cost, type Estimate, estimate as estimateJob, learn, type Listed } from '@fluxkit/jobs'
import { costText } from '../../output/cost-text.ts'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { addCosts } from '../../journal/costs.ts'
import { countMade, countRepeated, type PlannedRequest, type Step } from './list-plan.ts'

/** A summary of a list, before anything is submitted. */
export interface ListSummary {
  readonly prompts: number
  readonly toSubmit: number
  readonly toRecover: number
  /** Prompts that are skipped, because their images are saved. */
  readonly made: number
  readonly held: number
  /** Prompts that an unreadable record may be about. */
  readonly unsure: number
  /** Prompts that will be submitted although their images exist. */
  readonly madeBefore: number
  /** Prompts that are in the list a second time. */
  readonly repeated: number
  /** The cost of what will be submitted. */
  readonly cost?: Cost
  /** For each of them. */
  readonly durationMs?: number
  readonly text: string
}

interface Options {
  readonly cli: Cli
  readonly connection: Pick<Connection, 'isSandbox'>
  readonly wanted: readonly PlannedRequest[]
  readonly steps: readonly Step[]
  readonly entries: readonly Listed[]
  readonly isResumed: boolean
}

export function describeList({ cli, connection, wanted, steps, entries, isResumed }: Options): ListSummary {
  const count = (...kinds: Step['kind'][]): number => steps.filter(({ kind }) => kinds.includes(kind)).length
  const submitted = wanted.filter((_, index) => isSubmission(steps[index]))
  const estimate = connection.isSandbox ? {} : estimateOf(submitted, entries)
  const summary = {
    prompts: wanted.length,
    toSubmit: submitted.length,
    toRecover: count('recover'),
    made: count('made'),
    held: count('held'),
    unsure: count('unsure'),
    madeBefore: isResumed ? 0 : countMade(wanted, entries),
    repeated: countRepeated(wanted),
    ...estimate,
  }
  return { ...summary, text: textOf(cli, summary, connection.isSandbox) }
}

/** The same as JSON, for `--dry-run --json`. */
export function listJson({ text: _text, ...facts }: ListSummary): object {
  return { dryRun: true, ...facts }
}

function isSubmission(step: Step | undefined): boolean {
  return step?.kind === 'submit' || step?.kind === 'submit-earlier'
}

/** The total cost, and how long one job usually takes. There is no total if any price is unknown: a partial sum would mislead. */
function estimateOf(submitted: readonly PlannedRequest[], entries: readonly Listed[]): Estimate {
  const learned = learn(entries)
  const each = submitted.map(({ request }) => estimateJob(learned, { request: { ...request } }))
  const costs = each.flatMap(({ cost }) => cost ?? [])
  const [cost, ...others] = addCosts(costs)
  const durations = each.flatMap(({ durationMs }) => durationMs ?? [])
  return {
    ...(cost && costs.length === each.length && others.length === 0 && { cost }),
    ...(durations.length > 0 && { durationMs: Math.max(...durations) }),
  }
}

function textOf({ texts }: Cli, list: Omit<ListSummary, 'text'>, isSandbox: boolean): string {
  const { t } = texts
  const { prompts, toSubmit, toRecover, made, held, unsure, cost, durationMs, repeated, madeBefore } = list
  const counts = { prompts, toSubmit, toRecover, made, held, unsure }
  const estimate = {
    cost: cost === undefined ? '' : costText({ ...cost, amount: Number(cost.amount.toPrecision(2)) }, texts),
    duration: durationMs === undefined ? '' : `${Math.max(1, Math.round(durationMs / 1_000))} s`,
  }
  return [
    t('list.summary', { ...counts, ...estimate, price: priceOf(list, isSandbox) }),
    ...(repeated > 0 ? [t('list.repeated', { count: repeated })] : []),
    ...(madeBefore > 0 ? [t('list.madeBefore', { count: madeBefore })] : []),
  ].join('\n')
}

/** What is known about the price, as `list.summary` selects it. */
function priceOf(
  { toSubmit, cost, durationMs }: Pick<ListSummary, 'toSubmit' | 'cost' | 'durationMs'>,
  isSandbox: boolean,
): 'none' | 'free' | 'unknown' | 'cost' | 'time' | 'both' {
  if (toSubmit === 0) return 'none'
  if (isSandbox) return 'free'
  if (cost === undefined) return durationMs === undefined ? 'unknown' : 'time'
  return durationMs === undefined ? 'cost' : 'both'
}
