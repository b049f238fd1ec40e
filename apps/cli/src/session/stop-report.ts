import { mayBePaid, stateOf } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Outcome } from '../journal/outcome.ts'
import { plainText } from '../terminal/terminal-text.ts'

/** After Ctrl-C: what was (maybe) charged, and the command that recovers what is left. */
export function stopReport(
  { launcher, errPaint: paint }: Cli,
  outcomes: readonly Outcome[],
  nowMs: number,
  isSandbox: boolean,
): string {
  if (isSandbox) return 'Stopped. Nothing was charged: this was the sandbox, and its tasks end with the program.'
  const jobs = outcomes.flatMap(({ job }) => job ?? [])
  const inState = (...states: string[]): typeof jobs =>
    jobs.filter((job) => states.includes(stateOf(job, nowMs, false)))
  const running = inState('submitted', 'missing')
  const made = inState('ready')
  const unknown = inState('unknown')
  const lines: string[] = []
  if (running.length + made.length + unknown.length === 0) {
    // A task that failed was submitted, and its error has said what is known of the charge.
    return jobs.some((job) => mayBePaid(job)) ? 'Stopped.' : 'Stopped. Nothing was submitted, nothing was charged.'
  }
  if (running.length > 0) {
    const [subject, verb, fails] =
      running.length === 1
        ? ['The task goes on', 'it is', 'it fails']
        : [`${running.length} tasks go on`, 'they are', 'they fail']
    lines.push(`Stopped waiting. ${subject} at the service, and ${verb} charged unless ${fails}.`)
  }
  if (made.length > 0) lines.push('Stopped saving. What is not saved yet was made and has been charged.')
  if (unknown.length > 0) {
    const subject = unknown.length === 1 ? 'a request was' : `${unknown.length} requests were`
    lines.push(
      `Stopped while ${subject} on the way, and no answer came: it may have been accepted and charged.`,
      'Check your usage at https://platform.acedata.cloud/console/ before you submit the same again.',
    )
  }
  const left = [...running, ...made, ...unknown]
  const ids = left.length > 3 ? '' : left.map(({ id, task }) => ` ${plainText(task?.id ?? id)}`).join('')
  lines.push(`Recover ${left.length === 1 ? 'it' : 'them'} with:`, `  ${paint.bold(`${launcher} wait${ids}`)}`)
  return lines.join('\n')
}
