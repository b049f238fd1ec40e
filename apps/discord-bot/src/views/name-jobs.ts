import { findModel } from '@fluxkit/core'
import { languageFor } from '@fluxkit/messages'
import type { Job } from '../model/job.ts'
import { cut, visibleLine } from './plain-text.ts'

/** Source: "Application Commands", autocomplete; "Component Reference", string select: names of at most 100 characters. */
const maxLength = 100
const maxModelLength = 30

type NamedJob = Pick<Job, 'id' | 'createdMs'> & { readonly request: Pick<Job['request'], 'prompt' | 'model'> }

/**
 * A name for each of these jobs where only one line of plain text is shown: the prompt, the model and how long ago it was
 * requested. The prompt is cut to make room. Those that are still alike get a number, so that no two names are the same.
 *
 * @param nowMs what "ago" refers to: the time zone of the reader isn't known
 */
export function nameJobs(jobs: readonly NamedJob[], nowMs: number, locale: string): readonly string[] {
  // One for all names: making it costs more than all the rest, and suggestions come with every key press.
  const timeFormat = new Intl.RelativeTimeFormat(languageFor(locale), { numeric: 'auto', style: 'short' })
  const used = new Map<string, number>()
  return jobs.map(({ id, request, createdMs }) => {
    const model = visibleLine(findModel(request.model)?.label ?? request.model, maxModelLength)
    const facts = [model, timeAgo(nowMs - createdMs, timeFormat)]
    const prompt = visibleLine(request.prompt) || id
    const named = (...numbers: readonly string[]): string => {
      const suffix = [...facts, ...numbers]
        .filter(Boolean)
        .map((fact) => ` · ${fact}`)
        .join('')
      return `${shortened(prompt, maxLength - suffix.length)}${suffix}`
    }
    const plain = named()
    let name = plain
    let count = used.get(plain) ?? 0
    while (used.has(name)) name = named(String(++count))
    used.set(name, 1)
    used.set(plain, Math.max(1, count))
    return name
  })
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${cut(text, length - 1)}…` : text
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `5 min. ago`, `now` within the first minute; a clock that was set back counts as now. */
function timeAgo(ms: number, format: Intl.RelativeTimeFormat): string {
  const [unit, size] = steps.find(([, each]) => ms >= each) ?? (['second', Infinity] as const)
  return format.format(-Math.max(0, Math.floor(ms / size)), unit)
}
