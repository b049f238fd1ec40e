import { type Cost, describeEstimate, type Estimate, estimate as estimateJob, learn, type Listed } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { addCosts } from '../../journal/costs.ts'
import { countMade, countRepeated, type PlannedRequest, type Step } from './list-plan.ts'

/** What a list comes to, before anything is submitted. */
export interface ListSummary {
  readonly prompts: number
  readonly toSubmit: number
  readonly toRecover: number
  /** Prompts that are left out, because their images are saved. */
  readonly made: number
  readonly held: number
  /** Prompts that a record which cannot be read may be about. */
  readonly unsure: number
  /** Prompts that are to be submitted though they were made before. */
  readonly madeBefore: number
  /** Prompts that stand in the list a second time. */
  readonly repeated: number
  /** Of what is to be submitted. */
  readonly cost?: Cost
  /** Of each of them. */
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

/** The cost of all, and how long one usually takes. Half a sum would mislead, so one without a price takes it away. */
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

function textOf({ paint }: Cli, list: Omit<ListSummary, 'text'>, isSandbox: boolean): string {
  const parts = [
    [list.toSubmit, 'to submit'],
    [list.toRecover, 'to recover'],
    [list.made, 'made before'],
    [list.held, 'at work in another process'],
    [list.unsure, 'not submitted, since a record cannot be read'],
  ] as const
  const counts = parts
    .filter(([number], index) => number > 0 || index === 0)
    .map(([number, what]) => `${number} ${what}`)
  const price = isSandbox ? 'free in the sandbox' : describeEstimate(list) || 'cost not known yet'
  return [
    `${paint.bold(`${list.prompts} ${list.prompts === 1 ? 'prompt' : 'prompts'}`)}: ${counts.join(', ')}${list.toSubmit > 0 ? ` (${price})` : ''}.`,
    ...(list.repeated > 0
      ? [
          `${list.repeated} ${list.repeated === 1 ? 'is' : 'are'} a repetition: a prompt that stands in the list twice is made twice.`,
        ]
      : []),
    ...(list.madeBefore > 0
      ? [`${list.madeBefore} ${list.madeBefore === 1 ? 'was' : 'were'} made before: --resume leaves out what is made.`]
      : []),
  ].join('\n')
}
