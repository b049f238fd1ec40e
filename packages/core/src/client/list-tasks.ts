import { readBatch, readTask, type TaskReading } from '../contract/answers.ts'
import { defined } from '../contract/defined.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { readCall } from '../http/read-call.ts'
import type { RetryPolicy } from '../http/retry.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
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
  const { userId, applicationId, createdAtMinMs, createdAtMaxMs, type, limit = defaultLimit, offset = 0 } = query
  assertQuery(query)
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

function assertQuery(query: TaskQuery): void {
  const issues: RequestIssue[] = []
  const check = (field: keyof TaskQuery, isValid: boolean, rule: string): void => {
    if (query[field] !== undefined && !isValid) issues.push({ field, message: `${field}: ${rule}` })
  }
  const { limit = 1, offset = 0, createdAtMinMs = 0, createdAtMaxMs = 0 } = query
  check('limit', Number.isSafeInteger(limit) && limit >= 1, 'must be a whole number from 1')
  check('offset', Number.isSafeInteger(offset) && offset >= 0, 'must be a whole number from 0')
  check('createdAtMinMs', Number.isFinite(createdAtMinMs), 'must be milliseconds since the Unix epoch')
  check('createdAtMaxMs', Number.isFinite(createdAtMaxMs), 'must be milliseconds since the Unix epoch')
  if (issues.length > 0) throw new InvalidRequestError(issues)
}
