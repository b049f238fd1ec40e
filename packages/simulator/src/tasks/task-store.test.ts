import { expect, test } from 'vitest'
import { createTaskStore } from './task-store.ts'
import type { Task } from './task.ts'

// The store reads only the id.
const task = (id: string): Task => ({ id }) as Task

test('the oldest finished task makes room, running ones stay', () => {
  const store = createTaskStore(2)
  const [a, b, c] = [task('a'), task('b'), task('c')]
  store.add(a)
  store.add(b)
  store.markFinished(b)
  store.add(c)
  expect([store.get('a'), store.get('b'), store.get('c')]).toEqual([a, undefined, c])
})

test('when nothing has finished the oldest task makes room', () => {
  const store = createTaskStore(1)
  store.add(task('a'))
  store.add(task('b'))
  expect([store.size, store.get('a')]).toEqual([1, undefined])
})

test('the newest task is listed first', () => {
  const store = createTaskStore(10)
  for (const id of ['a', 'b', 'c']) store.add(task(id))
  expect(store.list(2).map(({ id }) => id)).toEqual(['c', 'b'])
})
