import type { TaskReading } from '../contract/answers.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { UnknownTaskError } from '../errors/task-errors.ts'
import { classify, maxDoubtfulLooks, unknownTaskGraceMs } from './classify.ts'
import { endOfTask, failedTask, type TaskEnd } from './task-end.ts'

/** What one look showed: a task, nothing (the id is not known), or a report that cannot be read. */
export type Sighting = TaskReading | 'missing' | 'malformed'

export type LookJudgement =
  | { readonly end: TaskEnd }
  | { readonly phase: 'queued' | 'running'; readonly doubtfulLooks: number }

/**
 * What a look means for the wait. Passing hiccups and unreadable reports become failures only when they were seen
 * {@link maxDoubtfulLooks} times in a row, unknown ids only after {@link unknownTaskGraceMs}.
 * @param doubtfulLooks doubtful looks in a row before this one
 */
export function judgeLook(
  sighting: Sighting,
  { id, ageMs, doubtfulLooks }: { readonly id: string; readonly ageMs: number; readonly doubtfulLooks: number },
): LookJudgement {
  if (sighting === 'missing') {
    if (ageMs < unknownTaskGraceMs) return { phase: 'queued', doubtfulLooks: 0 }
    return { end: { error: new UnknownTaskError({ taskId: id }) } }
  }
  const lastChance = doubtfulLooks + 1 >= maxDoubtfulLooks
  if (sighting === 'malformed') {
    if (!lastChance) return { phase: 'running', doubtfulLooks: doubtfulLooks + 1 }
    const summary = 'The report on the task cannot be read.'
    return { end: { error: new ServiceFailureError('bad_answer', summary, { taskId: id, charged: 'yes' }) } }
  }
  const end = endOfTask(sighting)
  if (end) return { end }
  const verdict = classify(sighting.response, sighting.finishedAtMs !== undefined)
  const phase = sighting.startedAtMs === undefined ? 'queued' : 'running'
  if (verdict.state !== 'doubtful') return { phase, doubtfulLooks: 0 }
  if (!lastChance) return { phase, doubtfulLooks: doubtfulLooks + 1 }
  return { end: { error: failedTask(id, verdict, sighting.traceId, [sighting.prompt]) } }
}
