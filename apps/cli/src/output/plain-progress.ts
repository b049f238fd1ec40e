import type { JobEvent } from '../jobs/job-event.ts'
import { plainText } from './terminal-text.ts'
import { secondsText } from './time-text.ts'

/** Seldom enough for a log file, often enough for somebody who watches it. */
const remarkEveryMs = 15_000

/** Progress where no line can be redrawn: a few plain lines. */
export function createPlainProgress(): (event: JobEvent) => string | undefined {
  const remarkedAtMs = new Map<string, number>()
  return (event) => {
    const { id, taskId = '', request } = event.job
    if (event.type === 'submitted')
      return `Submitted to ${plainText(request.model ?? 'the service')} as task ${plainText(taskId)}.`
    if (event.type !== 'running') return undefined
    if (event.elapsedMs - (remarkedAtMs.get(id) ?? 0) < remarkEveryMs) return undefined
    remarkedAtMs.set(id, event.elapsedMs)
    return `Task ${plainText(taskId)} is ${event.state} after ${secondsText(event.elapsedMs)}, usually about ${secondsText(event.expectedMs)}.`
  }
}
