import { requestFacts } from '@fluxkit/jobs'
import type { CliEvent } from '../journal/events.ts'
import type { Texts } from '../language/translator.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { secondsText } from './time-text.ts'

/** Rare enough for a log file, often enough for someone who watches it. */
const remarkEveryMs = 15_000

/** Progress as a few plain lines, where no line can be redrawn. */
export function createPlainProgress({ t }: Texts): (event: CliEvent) => string | undefined {
  const remarkedAtMs = new Map<string, number>()
  const searched = new Set<string>()
  return (event) => {
    const { id, task } = event.job
    const taskId = plainText(task?.id ?? '')
    if (event.type === 'submitted') {
      return t('submitted', { model: plainText(requestFacts(event.job).model ?? 'Flux'), taskId })
    }
    if (event.type === 'searching') {
      if (searched.has(id)) return undefined
      searched.add(id)
      return t('searching', { id })
    }
    if (event.type !== 'running') return undefined
    if (event.elapsedMs - (remarkedAtMs.get(id) ?? 0) < remarkEveryMs) return undefined
    remarkedAtMs.set(id, event.elapsedMs)
    const [elapsed, expected] = [secondsText(event.elapsedMs), secondsText(event.expectedMs)]
    return t('running', { taskId, state: event.state, elapsed, expected })
  }
}
