import { pictureName, planned, type Task } from './task.ts'

type Json = Record<string, unknown>

/** Stand-ins for the ids of an account; the service repeats them in every task. */
const account = {
  api_id: '0b9a1d6e-3f52-4c1b-8f0e-6a7f51c2d901',
  application_id: '5f6f7c9a-0c1d-4d8b-9a55-0d7f3f0e2b77',
  credential_id: '9c2e5b14-7d3a-4f6e-8b21-4e90c1a6d35f',
  user_id: 'c3a8f0d2-1b47-4e59-a6d8-72f5e9b0c416',
}

function images(task: Task): Json[] {
  return task.pictures.map((picture, index) => ({
    prompt: task.submission.prompt,
    image_url: `${task.origin}/sandbox-images/${pictureName(task, index)}`,
    ...(picture.shownSeed === undefined ? {} : { seed: picture.shownSeed }),
    timings: picture.timings,
  }))
}

/** The answer to a synchronous call, the body of a callback and the `response` of a finished task. */
export function resultJson(task: Task): Json {
  const ids = { task_id: task.id, trace_id: task.traceId }
  if (planned(task, 'bare-failure')) return { success: false, ...ids, error: 'fetch failed' }
  if (task.error) return { success: false, ...ids, error: { code: task.error.code, message: task.error.message } }
  if (planned(task, 'no-image')) return { success: true, ...ids, data: [] }
  const word = planned(task, 'status-word')
  const status = word && word.when !== undefined && word.when !== 'running' ? { status: word.word ?? 'warming_up' } : {}
  return { success: true, ...status, ...ids, data: images(task) }
}

function isHiccup(task: Task): boolean {
  if (planned(task, 'hiccup-forever')) return true
  const hiccup = planned(task, 'hiccup')
  return hiccup !== undefined && task.looks <= (hiccup.polls ?? 2)
}

function runningResponse(task: Task): Json | undefined {
  if (isHiccup(task)) return { success: false, task_id: task.id, trace_id: task.traceId, error: 'fetch failed' }
  if (planned(task, 'accepted-response')) return { success: true, task_id: task.id }
  const word = planned(task, 'status-word')
  return word && word.when !== 'finished' ? { status: word.word ?? 'warming_up', task_id: task.id } : undefined
}

/** A task as `/flux/tasks` shows it at `nowMs`. */
export function taskJson(task: Task, nowMs: number): Json {
  const isFinished = task.finishedMs !== undefined && !isHiccup(task)
  const time = planned(task, 'iso-times') ? (ms: number) => new Date(ms).toISOString() : (ms: number) => ms / 1_000
  const response = isFinished ? resultJson(task) : runningResponse(task)
  return {
    _id: task.id.replaceAll('-', '').slice(0, 24),
    id: task.id,
    ...account,
    trace_id: task.traceId,
    created_at: time(task.createdMs),
    ...(task.startedMs <= nowMs ? { started_at: time(task.startedMs) } : {}),
    ...(isFinished && task.finishedMs !== undefined
      ? { finished_at: time(task.finishedMs), elapsed: (task.finishedMs - task.startedMs) / 1_000 }
      : {}),
    request: task.request,
    ...(response ? { response } : {}),
  }
}

/** Whether the service knows the id yet. */
export function isKnown(task: Task, nowMs: number): boolean {
  const unknown = planned(task, 'unknown-task')
  return !unknown || (!unknown.forever && nowMs - task.createdMs >= (unknown.ms ?? 5_000))
}
