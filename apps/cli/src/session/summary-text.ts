import { isOwed } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Outcome } from '../journal/outcome.ts'
import { costText } from '../output/cost-text.ts'
import { addCosts } from '../journal/costs.ts'

/** What became of several jobs, in one sentence. @param total with those that were not started */
export function summaryText({ launcher, texts }: Cli, outcomes: readonly Outcome[], total: number): string {
  const { t } = texts
  const done = outcomes.filter(({ problem }) => problem === undefined).length
  const left = outcomes.filter(
    ({ job, problem }) => problem !== undefined && job !== undefined && isOwed({ job }),
  ).length
  const failed = outcomes.length - done - left
  const cost = addCosts(outcomes.flatMap(({ job }) => job?.cost ?? []))
  const parts = [
    t('summary.done', { done, total }),
    ...(failed > 0 ? [t('summary.failed', { count: failed })] : []),
    ...(left > 0 ? [t('summary.left', { count: left, command: `${launcher} wait` })] : []),
    ...(outcomes.length < total ? [t('summary.unsubmitted', { count: total - outcomes.length })] : []),
    ...cost.map((each) => costText(each, texts)),
  ]
  return t('summary.list', { parts: parts.reduceRight((rest, first) => t('summary.pair', { first, rest })) })
}
