import { readBatch, readTask, type TaskReading } from '../contract/answers.ts'
import { defined } from '../contract/defined.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { readCall } from '../http/read-call.ts'
import type { RetryPolicy } from '../http/retry.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
import { readQuery } from './task-arguments.ts'
import type { TaskQuery } from './types.ts'

/** As many as the vendor recommends for a batch. */
const defaultLimit = 50

/**
 * Lists tasks of the account, one page of them. Items that can't be read are left out.
 * @throws {InvalidRequestError} and the errors of any read
 */
export async function listTasks(
  service: Service,
  query: TaskQuery,
  options: CallOptions,
  retry: RetryPolicy = service.settings.retry,
): Promise<{ readonly tasks: readonly TaskReading[]; readonly isLastPage: boolean }> {
  const {
    userId,
    applicationId,
    createdAtMinMs,
    createdAtMaxMs,
    type,
    limit = defaultLimit,
    offset = 0,
  } = readQuery(query)
  const body = defined({
    action: 'retrieve_batch',
    user_id: userId,
    application_id: applicationId,
    created_at_min: createdAtMinMs === undefined ? undefined : createdAtMinMs / 1_000,
    created_at_max: createdAtMaxMs === undefined ? undefined : createdAtMaxMs / 1_000,
    type,
    limit,
    offset,
  })
  const call = { ...(await service.prepare('/flux/tasks', body, options)), isAboutOthers: true }
  const items = readBatch(await readCall(service.settings.network, call, retry))
  if (!items) throw new ServiceFailureError('bad_answer', 'The answer contains no list of tasks.', { url: call.url })
  const tasks = items.flatMap((item) => readTask(item) ?? [])
  for (const task of tasks) service.noteAccount(task.raw)
  return { tasks, isLastPage: items.length < limit }
}
