import type { Context } from '../context.ts'
import { apiError, type ApiErrorCode } from '../contract/api-error.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import { hashText } from '../random.ts'
import { imageLinks } from '../tasks/task-json.ts'
import type { Task } from '../tasks/task.ts'
import { json } from '../http/json.ts'

type Json = Record<string, unknown>

const codes: Readonly<Record<number, ApiErrorCode>> = {
  400: 'bad_request',
  403: 'used_up',
  429: 'too_many_requests',
  503: 'service_unavailable',
}

/** How the error names the task. A task whose id is shown in another type can be found by that id from then on. */
const shapes: Readonly<Record<NonNullable<ArmedFault['shape']>, (context: Context, task: Task) => Json>> = {
  string: (_, { id }) => ({ task_id: id }),
  number: (context, task) => {
    const id = hashText(task.id)
    context.store.rename(task, String(id))
    return { task_id: id }
  },
  nested: (_, { id }) => ({ data: { task: { task_id: id } } }),
  'non-ascii': (context, task) => {
    context.store.rename(task, `任务-${task.id.slice(0, 8)}`)
    return { task_id: task.id }
  },
  images: (context, task) => ({ data: imageLinks(task, context.edition.answers) }),
}

/** An error about a submission that was accepted. A submission that was refused keeps its answer. */
export async function errorWithTask(context: Context, fault: ArmedFault, response: Response): Promise<Response> {
  const { task_id: id } = (await response.clone().json()) as { task_id?: string }
  const task = id === undefined ? undefined : context.store.get(id)
  if (!task) return response
  const { status = 429, shape = 'string' } = fault
  const { code, message } = apiError(codes[status] ?? 'api_error', fault.message)
  return json(
    { success: false, ...shapes[shape](context, task), error: { code, message }, trace_id: task.traceId },
    status,
  )
}
