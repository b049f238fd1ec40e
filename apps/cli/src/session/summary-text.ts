import { isOwed } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Outcome } from '../journal/outcome.ts'
import { costText } from '../output/cost-text.ts'
import { addCosts } from '../journal/costs.ts'

/** What became of several jobs, in one sentence. @param total with those that were not started */
export function summaryText({ launcher }: Cli, outcomes: readonly Outcome[], total: number): string {
  const done = outcomes.filter(({ problem }) => problem === undefined).length
  const left = outcomes.filter(
    ({ job, problem }) => problem !== undefined && job !== undefined && isOwed({ job }),
  ).length
  const failed = outcomes.length - done - left
  const cost = addCosts(outcomes.flatMap(({ job }) => job?.cost ?? []))
  const parts = [
    `${done} of ${total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} left to recover with \`${launcher} wait\``] : []),
    ...(outcomes.length < total ? [`${total - outcomes.length} not submitted`] : []),
    ...cost.map((each) => costText(each)),
  ]
  return `${parts.join(', ')}.`
}
