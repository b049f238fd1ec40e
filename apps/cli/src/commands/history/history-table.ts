import { isDamaged, isOwed, type Job, type Listed, requestFacts, type State, stateOf } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import { savedImages } from '../../journal/saved-images.ts'
import { costText } from '../../output/cost-text.ts'
import type { Paint } from '../../terminal/paint.ts'
import { pathText } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import { agoText } from '../../output/time-text.ts'

/** Narrower terminals do without the age: the job's id begins with its time. */
const columnsForAge = 130

const colors: Partial<Record<State, keyof Paint>> = {
  done: 'green',
  failed: 'red',
  unknown: 'yellow',
  missing: 'yellow',
  stale: 'yellow',
  cancelled: 'dim',
}

/** Jobs as a table, in the order that they come. Owed ones are marked. */
export function historyTable(cli: Cli, entries: readonly Listed[]): string {
  const { host, paint } = cli
  const columns = host.stdout.isTTY === true ? (host.stdout.columns ?? 80) : Infinity
  const hasAge = columns >= columnsForAge
  const titles = ['Job', 'State', 'Model', 'Prompt', 'Cost', 'File, task or reason', ...(hasAge ? ['Age'] : [])]
  // What the other columns take at most.
  const room = Math.min(80, Math.max(16, columns - 20 - 16 - 18 - 24 - 13 - 12 - (hasAge ? 12 : 0)))
  const rows = entries.map((entry) => [
    ...(isDamaged(entry)
      ? [plainText(entry.id ?? '?', 64), paint.yellow('damaged, owed'), '', '', '', plainText(entry.damaged, room)]
      : jobCells(cli, entry.job, entry.held, room)),
    ...(hasAge ? [isDamaged(entry) ? '' : agoText(host.clock.now() - entry.job.createdAtMs)] : []),
  ])
  return formatTable([titles.map((title) => paint.dim(title)), ...rows])
}

function jobCells({ host, paint }: Cli, job: Job, held: boolean, room: number): string[] {
  const { model = '', prompt } = requestFacts(job)
  const state = stateOf(job, host.clock.now(), held)
  const color = paint[colors[state] ?? 'cyan']
  return [
    job.id,
    color(isOwed({ job }) ? `${state}, owed` : state),
    plainText(model),
    plainText(prompt, 24),
    job.cost ? costText(job.cost) : '',
    plainText(whereabouts(host.cwd, job), room),
  ]
}

function whereabouts(cwd: string, job: Job): string {
  const [first, ...others] = savedImages(job)
  if (first !== undefined) return `${pathText(cwd, first.path)}${others.length > 0 ? ` and ${others.length} more` : ''}`
  const reason = job.end?.summary ?? job.check?.summary ?? job.attempts.at(-1)?.outcome?.summary
  return (job.end?.kind === 'failed' ? reason : job.task?.id) ?? job.task?.id ?? reason ?? ''
}
