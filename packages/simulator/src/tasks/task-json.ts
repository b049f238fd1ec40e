import type { AnswerRules } from '../contract/editions/edition.ts'
import { planned, type Task } from './task.ts'

type Json = Record<string, unknown>

/** The images of a task as an edition shows them, whether they can be fetched yet or not. */
export function imageLinks(task: Task, { data, imagePath }: AnswerRules): Json[] {
  return task.images.map((image) => {
    const link = { image_url: `${task.origin}${imagePath}${image.name}` }
    if (data === 'link') return link
    const seed = image.shownSeed === undefined ? {} : { seed: image.shownSeed }
    return { prompt: task.submission.prompt, ...link, ...seed, timings: image.timings }
  })
}

function costOf({ credits }: Task): Json {
  return { cost: { amount: credits, currency: 'credit' } }
}

/** What a failed task shows beside its error. */
function leftover(task: Task, rules: AnswerRules): Json {
  const fault = planned(task, 'failure-with-image')
  return fault ? { data: imageLinks(task, rules), ...(fault.billed ? costOf(task) : {}) } : {}
}

/** The answer to a synchronous call, the body of a callback and the `response` of a finished task. */
export function resultJson(task: Task, rules: AnswerRules): Json {
  const ids = { task_id: task.id, trace_id: task.traceId }
  if (planned(task, 'bare-failure')) return { success: false, ...ids, error: 'fetch failed' }
  if (task.error)
    return {
      success: false,
      ...ids,
      error: { code: task.error.code, message: task.error.message },
      ...leftover(task, rules),
    }
  if (planned(task, 'no-image')) return { success: true, ...ids, data: [] }
  const word = planned(task, 'status-word')
  const status = word && word.when !== undefined && word.when !== 'running' ? { status: word.word ?? 'warming_up' } : {}
  return { success: true, ...status, ...ids, ...(rules.hasCost ? costOf(task) : {}), data: imageLinks(task, rules) }
}

function isHiccup(task: Task): boolean {
  if (planned(task, 'hiccup-forever')) return true
  const hiccup = planned(task, 'hiccup')
  return hiccup !== undefined && task.polls <= (hiccup.polls ?? 2)
}

function runningResponse(task: Task): Json | undefined {
  if (isHiccup(task)) return { success: false, task_id: task.id, trace_id: task.traceId, error: 'fetch failed' }
  if (planned(task, 'accepted-response')) return { success: true, task_id: task.id }
  if (planned(task, 'progress-snapshot')) return { success: true, task_id: task.id, data: [] }
  const word = planned(task, 'status-word')
  return word && word.when !== 'finished' ? { status: word.word ?? 'warming_up', task_id: task.id } : undefined
}

/** Seconds between creation and end that every task has whose service lies about its times. */
const lyingMs = 9_300

/** When the task is shown to have finished; undefined while it is not. */
function shownEnd(task: Task, isFinished: boolean, nowMs: number): number | undefined {
  if (!isFinished) return planned(task, 'progress-snapshot') && nowMs
  return planned(task, 'lying-times') ? task.createdMs + lyingMs : task.finishedMs
}

/** A task as `/flux/tasks` shows it at `nowMs`. */
export function taskJson(task: Task, rules: AnswerRules, nowMs: number): Json {
  const isFinished = task.finishedMs !== undefined && !isHiccup(task)
  const time = planned(task, 'iso-times') ? (ms: number) => new Date(ms).toISOString() : (ms: number) => ms / 1_000
  const response = isFinished ? resultJson(task, rules) : runningResponse(task)
  const endMs = shownEnd(task, isFinished, nowMs)
  return {
    ...(rules.hasDatabaseId ? { _id: task.id.replaceAll('-', '').slice(0, 24) } : {}),
    id: task.id,
    ...(rules.hasTaskType ? { type: 'images' } : {}),
    ...task.account,
    trace_id: task.traceId,
    created_at: time(task.createdMs),
    ...(task.startedMs <= nowMs ? { started_at: time(task.startedMs) } : {}),
    ...(endMs === undefined ? {} : { finished_at: time(endMs), elapsed: (endMs - task.startedMs) / 1_000 }),
    request: task.request,
    ...(response ? { response } : {}),
  }
}

/** Whether the service knows the id yet. */
export function isKnown(task: Task, nowMs: number): boolean {
  const unknown = planned(task, 'unknown-task')
  return !unknown || (!unknown.forever && nowMs - task.createdMs >= (unknown.ms ?? 5_000))
}
