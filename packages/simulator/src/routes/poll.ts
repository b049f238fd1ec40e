import type { Context } from '../context.ts'
import { apiError } from '../contract/api-error.ts'
import { admit } from '../http/admit.ts'
import type { Connection } from '../http/connection.ts'
import { answerWithFaults } from '../http/faulty-answer.ts'
import { errorAnswer, json } from '../http/json.ts'
import { readBody } from '../http/read-body.ts'
import { isKnown, taskJson } from '../tasks/task-json.ts'
import type { Task } from '../tasks/task.ts'

const maxBodyBytes = 262_144

type Query = { readonly action: 'retrieve' | 'retrieve_batch'; readonly ids: readonly string[] }

function parseQuery(text: string): Query | string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return 'body is invalid.'
  }
  if (typeof body !== 'object' || body === null) return 'body is invalid.'
  const { action, id, ids } = body as Record<string, unknown>
  if (action === undefined) return 'action is required.'
  if (action === 'retrieve') {
    if (id === undefined || id === '') return 'id is required.'
    return typeof id === 'string' ? { action, ids: [id] } : 'id is invalid.'
  }
  if (action !== 'retrieve_batch') return 'action is invalid.'
  if (ids === undefined) return 'ids is required.'
  const isList = Array.isArray(ids) && ids.length > 0 && ids.every((one) => typeof one === 'string')
  return isList ? { action, ids: [...new Set(ids)] } : 'ids is invalid.'
}

/** `POST /flux/tasks` */
export async function poll(context: Context, request: Request, connection: Connection | undefined): Promise<Response> {
  const bytes = await readBody(request, maxBodyBytes)
  const query = parseQuery(new TextDecoder().decode(bytes))
  const tasks = typeof query === 'string' ? [] : query.ids.flatMap((id) => context.store.get(id) ?? [])
  const subject = subjectOf(tasks)
  return answerWithFaults({ context, request, connection, operation: 'poll', subject }, async () => {
    const bearer = admit(context, request)
    if ('code' in bearer) return errorAnswer(bearer, context.newId())
    if (typeof query === 'string') return errorAnswer(apiError('bad_request', query), context.newId())
    return query.action === 'retrieve' ? answerOne(context, tasks[0]) : answerBatch(context, query.ids.length, tasks)
  })
}

function subjectOf(tasks: readonly Task[]): { prompt: string; faults: Task['faults'] } {
  const faults = tasks.length === 1 ? (tasks[0]?.faults ?? []) : tasks.flatMap((task) => task.faults)
  return {
    prompt:
      tasks.length === 1 ? (tasks[0]?.submission.prompt ?? '') : tasks.map((task) => task.submission.prompt).join('\n'),
    faults,
  }
}

function view(context: Context, task: Task): Record<string, unknown> {
  task.looks += 1
  const { prompt } = task.submission
  if (context.faults.take('item', 'poll', { prompt, faults: task.faults })) {
    return { id: task.id, created_at: {}, request: 'garbage', response: { success: 'perhaps', data: 'none' } }
  }
  return taskJson(task, context.clock.now())
}

function answerOne(context: Context, task: Task | undefined): Response {
  context.stats.polls += 1
  context.stats.polledIds += 1
  if (!task || !isKnown(task, context.clock.now())) return errorAnswer(apiError('not_found'), context.newId())
  return json(view(context, task))
}

function answerBatch(context: Context, asked: number, tasks: readonly Task[]): Response {
  context.stats.batchPolls += 1
  context.stats.polledIds += asked
  const nowMs = context.clock.now()
  const items = tasks.filter((task) => isKnown(task, nowMs)).map((task) => view(context, task))
  // No order is promised, so none is given.
  const cut = Math.floor(context.random() * items.length)
  const shuffled = [...items.slice(cut).toReversed(), ...items.slice(0, cut)]
  return json({ items: shuffled, count: shuffled.length })
}
