import type { Cli } from '../cli.ts'
import type { JobOutcome } from '../jobs/job-event.ts'
import { plainText } from '../output/terminal-text.ts'

/** After Ctrl-C: what was (maybe) charged, and the command that collects what is left. */
export function stopReport(
  { launcher, errPaint: paint }: Cli,
  outcomes: readonly JobOutcome[],
  isSandbox: boolean,
): string {
  if (isSandbox) return 'Stopped. Nothing was charged: this was the sandbox, and its tasks end with the program.'
  const withState = (...states: string[]): JobOutcome[] => outcomes.filter(({ job }) => states.includes(job.state))
  const running = withState('submitted')
  const made = withState('succeeded')
  const unknown = withState('outcome-unknown')
  const lines: string[] = []
  if (running.length + made.length + unknown.length === 0) {
    // A task that failed was submitted, and its error has told what is known of the charge.
    const hadTask = outcomes.some(({ job }) => job.taskId !== undefined)
    return hadTask ? 'Stopped.' : 'Stopped. Nothing was submitted, nothing was charged.'
  }
  if (running.length > 0) {
    const [subject, verb] =
      running.length === 1 ? ['The task goes on', 'it is'] : [`${running.length} tasks go on`, 'they are']
    lines.push(
      `Stopped waiting. ${subject} at the service, and ${verb} charged unless ${running.length === 1 ? 'it fails' : 'they fail'}.`,
    )
  }
  if (made.length > 0) lines.push('Stopped saving. What is not saved yet was made and has been charged.')
  if (unknown.length > 0) {
    lines.push(
      `Stopped while ${unknown.length === 1 ? 'a request was' : `${unknown.length} requests were`} on the way, and no answer came: it may have been accepted and charged.`,
      'Look at the usage page of https://platform.acedata.cloud/console before you ask for the same picture again.',
    )
  }
  const left = [...running, ...made]
  if (left.length > 0) {
    const ids = left.length > 3 ? '' : left.map(({ job }) => ` ${plainText(job.taskId ?? job.id)}`).join('')
    lines.push(`Collect ${left.length === 1 ? 'it' : 'them'} with:`, `  ${paint.bold(`${launcher} wait${ids}`)}`)
  }
  return lines.join('\n')
}
