import { asId, asObject } from '../contract/json.ts'
import { callback, finite, may, must, readArgument, type Readers, text, whole } from './field-readers.ts'
import type { CallbackResult, LostSubmission, TaskQuery } from './types.ts'

const isAttempt = (value: unknown): boolean => {
  const { wire, sentAtMs } = asObject(value) ?? {}
  return asObject(wire) !== undefined && Number.isFinite(sentAtMs)
}

const query: Readers<TaskQuery> = {
  userId: text,
  applicationId: text,
  createdAtMinMs: finite,
  createdAtMaxMs: finite,
  type: text,
  limit: whole(1),
  offset: whole(0),
}

const lost: Readers<LostSubmission> = {
  attempt: must('an attempt as onAttempt reports it', isAttempt),
  others: may('a list of attempts', (value) => Array.isArray(value) && value.every(isAttempt)),
  isKnown: callback,
  userId: text,
}

const delivery: Readers<Pick<CallbackResult, 'jobKey' | 'taskId'>> = {
  taskId: may('a task id', (value) => typeof value === 'string' && asId(value) !== undefined),
  jobKey: must('a job key', (value) => typeof value === 'string'),
}

/** What a listing is about. @throws {InvalidRequestError} */
export const readQuery = (given: TaskQuery): TaskQuery => readArgument('query', given, query)
/** What is searched for. @throws {InvalidRequestError} */
export const readLost = (given: LostSubmission): LostSubmission => readArgument('lost', given, lost)
/** Which job was called. @throws {InvalidRequestError} */
export const readCallback = (given: CallbackResult): Pick<CallbackResult, 'jobKey' | 'taskId'> =>
  readArgument('callback', given, delivery)
