import { isDamaged, isOwed, type Job, type Listed, requestFacts, type State, stateOf } from '@fluxkit/jobs'
import { whyOf } from '../../journal/why-of.ts'
import { reasonText } from '../../language/reason-text.ts'
import type { Texts } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import { savedImages } from '../../journal/saved-images.ts'
import { costText } from '../../output/cost-text.ts'
import type { Paint } from '../../terminal/paint.ts'
import { pathText } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { agoText } from '../../output/time-text.ts'

/** Narrower terminals omit the age: the job's id begins with its time. */
const columnsForAge = 130

const colors: Partial<Record<State, keyof Paint>> = {
  done: 'green',
  failed: 'red',
  unknown: 'yellow',
  missing: 'yellow',
  stale: 'yellow',
  cancelled: 'dim',
}

/** Jobs as a table, in the given order. Owed ones are marked. */
export function historyTable(cli: Cli, entries: readonly Listed[]): string {
  const { host, paint, texts } = cli
  const { t } = texts
  const columns = host.stdout.isTTY === true ? (host.stdout.columns ?? 80) : Infinity
  const hasAge = columns >= columnsForAge
  const titles = [
    t('table.job'),
    t('table.state'),
    t('table.model'),
    t('table.prompt'),
    t('table.cost'),
    t('table.whereabouts'),
    ...(hasAge ? [t('table.age')] : []),
  ]
  // The most that the other columns take.
  const room = Math.min(80, Math.max(16, columns - 20 - 16 - 18 - 24 - 13 - 12 - (hasAge ? 12 : 0)))
  const rows = entries.map((entry) => [
    ...(isDamaged(entry)
      ? [
          plainText(entry.id ?? '?', 64),
          paint.yellow(t('job.owed', { state: t('job.state', { state: 'damaged' }) })),
          '',
          '',
          '',
          reasonText('damaged_record', entry.damaged, texts, room),
        ]
      : jobCells(cli, entry.job, entry.held, room)),
    ...(hasAge ? [isDamaged(entry) ? '' : agoText(host.clock.now() - entry.job.createdAtMs, texts)] : []),
  ])
  return formatTable([titles.map((title) => paint.dim(title)), ...rows])
}

function jobCells({ host, paint, texts }: Cli, job: Job, held: boolean, room: number): string[] {
  const { model = '', prompt } = requestFacts(job)
  const state = stateOf(job, host.clock.now(), held)
  const color = paint[colors[state] ?? 'cyan']
  const { t } = texts
  const stateText = t('job.state', { state })
  return [
    job.id,
    color(isOwed({ job }) ? t('job.owed', { state: stateText }) : stateText),
    plainText(model),
    plainText(prompt, 24),
    job.cost ? costText(job.cost, texts) : '',
    plainText(whereabouts(host.cwd, job, texts), room),
  ]
}

function whereabouts(cwd: string, job: Job, texts: Texts): string {
  const [first, ...others] = savedImages(job)
  if (first !== undefined) {
    const path = pathText(cwd, first.path)
    return others.length > 0 ? texts.t('history.andMore', { path, count: others.length }) : path
  }
  const reason = whyOf(job, texts)
  return (job.end?.kind === 'failed' ? reason : job.task?.id) ?? job.task?.id ?? reason ?? ''
}
