import { requestFacts } from '@fluxkit/jobs'
import type { CliEvent } from '../journal/events.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { secondsText } from './time-text.ts'

/** Seldom enough for a log file, often enough for somebody who watches it. */
const remarkEveryMs = 15_000

/** Progress where no line can be redrawn: a few plain lines. */
export function createPlainProgress(): (event: CliEvent) => string | undefined {
  const remarkedAtMs = new Map<string, number>()
  const searched = new Set<string>()
  return (event) => {
    const { id, task } = event.job
    const taskId = plainText(task?.id ?? '')
    if (event.type === 'submitted') {
      return `Submitted to ${plainText(requestFacts(event.job).model ?? 'the service')} as task ${taskId}.`
    }
    if (event.type === 'searching') {
      if (searched.has(id)) return undefined
      searched.add(id)
      return `The answer was lost: looking for job ${id} among the tasks of the account.`
    }
    if (event.type !== 'running') return undefined
    if (event.elapsedMs - (remarkedAtMs.get(id) ?? 0) < remarkEveryMs) return undefined
    remarkedAtMs.set(id, event.elapsedMs)
    return `Task ${taskId} is ${event.state} after ${secondsText(event.elapsedMs)}, usually about ${secondsText(event.expectedMs)}.`
  }
}
