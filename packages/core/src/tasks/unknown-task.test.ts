import { expect, test } from 'vitest'
import { errorFromAnswer } from '../http/service-answer.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { isUnknownTaskAnswer } from './unknown-task.ts'

const answered = (status: number, json: Record<string, unknown>): unknown => errorFromAnswer({ status, json }, {}, [])

test.each([
  [{ success: false, error: { code: 'not_found', message: 'No task.' }, trace_id: 'trace-1' }],
  [{ success: false, error: { code: 'not_found' } }],
  [{ success: false, error: 'No such task.' }],
  [{ success: false, trace_id: 'trace-1' }],
  [{}],
])('404 %j: the service does not know the task', (json) => {
  expect(isUnknownTaskAnswer(answered(404, json))).toBe(true)
})

test.each([
  [{ detail: 'Not Found' }],
  [{ message: 'no Route matched with those values' }],
  [{ timestamp: '2026-11-28T10:00:00Z', status: 404, error: 'Not Found', path: '/flux/tasks' }],
  [{ kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 }],
  [{ success: false, errors: [{ code: 7003, message: 'Could not route' }] }],
  [{ error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' } }],
  [{ success: false, error: { code: 'no_api', message: 'No API.' }, trace_id: 'trace-1' }],
])('404 %j: something in front of the service answered, or the address is wrong', (json) => {
  expect(isUnknownTaskAnswer(answered(404, json))).toBe(false)
})

test('other statuses and unreadable answers say nothing about the task', () => {
  const own = { success: false, error: { code: 'not_found' }, trace_id: 'trace-1' }
  expect(isUnknownTaskAnswer(answered(400, own))).toBe(false)
  expect(isUnknownTaskAnswer(new ServiceFailureError('bad_answer', 'A page.', { status: 404 }))).toBe(false)
  expect(isUnknownTaskAnswer(new Error('x'))).toBe(false)
})
