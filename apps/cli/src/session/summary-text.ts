import { isOwed } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Outcome } from '../journal/outcome.ts'
import { costText } from '../output/cost-text.ts'
import { addCosts } from '../journal/costs.ts'

/** The outcome of several jobs, in one sentence. @param total with those that were not started */
export function summaryText({ launcher, texts }: Cli, outcomes: readonly Outcome[], total: number): string {
  const { t } = texts
  const done = outcomes.filter(({ problem }) => problem === undefined).length
  const left = outcomes.filter(
    ({ job, problem }) => problem !== undefined && job !== undefined && isOwed({ job }),
  ).length
  const failed = outcomes.length - done - left
  const cost = addCosts(outcomes.flatMap(({ job }) => job?.cost ?? []))
  return t('summary', {
    done,
    total,
    failed,
    left,
    command: `${launcher} wait`,
    unsubmitted: total - outcomes.length,
    cost: cost.length === 0 ? 'none' : 'known',
    costs: cost.map((each) => costText(each, texts)).join(', '),
  })
}
