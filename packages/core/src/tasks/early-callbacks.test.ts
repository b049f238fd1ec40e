import { expect, test } from 'vitest'
import type { Generation } from '../contract/generation.ts'
import { createEarlyCallbacks } from './early-callbacks.ts'

const result: Generation = { taskId: 'a', images: [], raw: {} }

test('a callback that came before the wait is handed out once', () => {
  const callbacks = createEarlyCallbacks()
  callbacks.keep({ taskId: 'a', jobKey: 'job-1', result })
  expect(callbacks.take('a')).toEqual([{ taskId: 'a', jobKey: 'job-1', result }])
  expect(callbacks.take('a')).toEqual([])
})

test('callbacks of different jobs for one task are kept apart', () => {
  const callbacks = createEarlyCallbacks()
  callbacks.keep({ taskId: 'a', jobKey: 'job-1', result })
  callbacks.keep({ taskId: 'a', jobKey: 'job-2', result: undefined })
  expect(callbacks.take('a')).toHaveLength(2)
})

test('an acceptance or a failure that comes later does not replace the images', () => {
  const callbacks = createEarlyCallbacks()
  callbacks.keep({ taskId: 'a', jobKey: 'job-1', result })
  callbacks.keep({ taskId: 'a', jobKey: 'job-1', result: undefined })
  expect(callbacks.take('a')).toEqual([{ taskId: 'a', jobKey: 'job-1', result }])
})

test('the task of a job is the one that its latest callback names', () => {
  const callbacks = createEarlyCallbacks()
  expect(callbacks.taskOf('job-1')).toBeUndefined()
  callbacks.keep({ taskId: 'a', jobKey: 'job-1', result: undefined })
  callbacks.keep({ taskId: 'b', jobKey: 'job-1', result: undefined })
  expect(callbacks.taskOf('job-1')).toBe('b')
})

test('a flood of callbacks that nobody waits for keeps the latest 1,000', () => {
  const callbacks = createEarlyCallbacks()
  for (let index = 0; index <= 1_000; index++) callbacks.keep({ taskId: `${index}`, jobKey: 'job', result })
  expect(callbacks.take('0')).toEqual([])
  expect(callbacks.take('1')).toHaveLength(1)
  expect(callbacks.take('1000')).toHaveLength(1)
})
