import { expect, test } from 'vitest'
import { createEarlyEnds } from './early-ends.ts'

const end = (taskId: string) => ({ result: { taskId, images: [], raw: {} } })

test('an end that came before the wait is handed out once', () => {
  const ends = createEarlyEnds()
  ends.keep('a', end('a'))
  expect(ends.take('a')).toEqual({ result: { taskId: 'a', images: [], raw: {} } })
  expect(ends.take('a')).toBeUndefined()
})

test('a flood of callbacks that nobody waits for keeps the latest 1,000', () => {
  const ends = createEarlyEnds()
  for (let index = 0; index <= 1_000; index++) ends.keep(`${index}`, end(`${index}`))
  expect(ends.take('0')).toBeUndefined()
  expect(ends.take('1')).toBeDefined()
  expect(ends.take('1000')).toBeDefined()
})
