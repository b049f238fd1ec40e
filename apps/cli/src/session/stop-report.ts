import { mayBePaid, stateOf } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Outcome } from '../journal/outcome.ts'
import { plainText } from '../terminal/terminal-text.ts'

const usageUrl = 'https://platform.acedata.cloud/console/'

/** After Ctrl-C: what was (maybe) charged, and the command that recovers what is left. */
export function stopReport(
  { launcher, errPaint: paint, texts: { t } }: Cli,
  outcomes: readonly Outcome[],
  nowMs: number,
  isSandbox: boolean,
): string {
  if (isSandbox) return t('stop.sandbox')
  const jobs = outcomes.flatMap(({ job }) => job ?? [])
  const inState = (...states: string[]): typeof jobs =>
    jobs.filter((job) => states.includes(stateOf(job, nowMs, false)))
  const running = inState('submitted', 'missing')
  const made = inState('ready')
  const unknown = inState('unknown')
  const lines: string[] = []
  if (running.length + made.length + unknown.length === 0) {
    // A task that failed was submitted, and its error has said what is known of the charge.
    return jobs.some((job) => mayBePaid(job)) ? t('stop.stopped') : t('stop.nothing')
  }
  if (running.length > 0) lines.push(t('stop.running', { count: running.length }))
  if (made.length > 0) lines.push(t('stop.made'))
  if (unknown.length > 0) {
    lines.push(t('stop.unknown', { count: unknown.length }), t('stop.usage', { url: usageUrl }))
  }
  const left = [...running, ...made, ...unknown]
  const ids = left.length > 3 ? '' : left.map(({ id, task }) => ` ${plainText(task?.id ?? id)}`).join('')
  lines.push(t('stop.recover', { count: left.length }), `  ${paint.bold(`${launcher} wait${ids}`)}`)
  return lines.join('\n')
}
