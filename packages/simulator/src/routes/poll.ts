import type { Context } from '../context.ts'
import { apiError } from '../contract/api-error.ts'
import { parseTaskQuery, type TaskQuery } from '../contract/task-query.ts'
import type { StageKinds } from '../faults/fault-kinds.ts'
import { admit } from '../http/admit.ts'
import type { Connection } from '../connection.ts'
import { answerWithFaults } from '../fault-effects/answer-with-faults.ts'
import { errorAnswer, json } from '../http/json.ts'
import { readBody } from '../bodies/read-body.ts'
import { selectTasks } from '../tasks/select-tasks.ts'
import { taskJson } from '../tasks/task-json.ts'
import type { Task } from '../tasks/task.ts'

const maxBodyBytes = 262_144

/** `POST /flux/tasks` */
export async function poll(context: Context, request: Request, connection: Connection | undefined): Promise<Response> {
  const bytes = await readBody(request, maxBodyBytes)
  const query = parseTaskQuery(new TextDecoder().decode(bytes), context.edition.tasks)
  const tasks = typeof query === 'string' ? [] : selectTasks(context.store, query, context.clock.now())
  const subject = subjectOf(tasks)
  const isList = typeof query !== 'string' && query.kind !== 'one'
  return answerWithFaults({ context, request, connection, operation: 'poll', subject, isList }, async () => {
    const bearer = admit(context, request)
    if ('code' in bearer) return errorAnswer(bearer, context.newId())
    if (typeof query === 'string') return errorAnswer(apiError('bad_request', query), context.newId())
    count(context, query)
    return query.kind === 'one' ? answerOne(context, tasks[0]) : answerMany(context, tasks)
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

function count({ stats }: Context, query: TaskQuery): void {
  if (query.kind === 'one') stats.polls += 1
  else if (query.kind === 'batch') stats.batchPolls += 1
  else stats.listings += 1
  if (query.kind !== 'listing') stats.polledIds += query.kind === 'one' ? 1 : query.ids.length
}

function view(context: Context, task: Task): Record<string, unknown> {
  task.polls += 1
  if (takeItemFault(context, task, 'malformed-item')) {
    return { id: task.id, created_at: {}, request: 'garbage', response: { success: 'perhaps', data: 'none' } }
  }
  return taskJson(task, context.edition.answers, context.clock.now())
}

function takeItemFault(context: Context, task: Task, wanted: StageKinds['item']): boolean {
  const subject = { prompt: task.submission.prompt, faults: task.faults }
  return context.faults.take('item', 'poll', subject, ({ kind }) => kind === wanted) !== undefined
}

function answerOne(context: Context, task: Task | undefined): Response {
  if (task) return json(view(context, task))
  if (context.edition.tasks.unknownId === 'empty-object') return json({})
  return errorAnswer(apiError('not_found'), context.newId())
}

function answerMany(context: Context, tasks: readonly Task[]): Response {
  const shown = tasks.filter((task) => !takeItemFault(context, task, 'item-missing'))
  const items = shown.map((task) => view(context, task))
  // No order is promised, so none is given.
  const cut = Math.floor(context.random() * items.length)
  const shuffled = [...items.slice(cut).toReversed(), ...items.slice(0, cut)]
  return json({ items: shuffled, count: shuffled.length })
}
