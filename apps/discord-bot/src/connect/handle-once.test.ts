import { expect, test } from 'vitest'
import { createHandleOnce } from './handle-once.ts'

function counted() {
  let nowMs = 0
  const once = createHandleOnce({ now: () => nowMs })
  const done: string[] = []
  return {
    done,
    handle: (id: string) => once(id, async () => void done.push(id)),
    pass: (ms: number) => (nowMs += ms),
  }
}

test('an interaction is handled once, and a repeated request waits for the same work', async () => {
  const { handle, done } = counted()
  const first = handle('1')
  expect(handle('1')).toBe(first)
  await handle('2')

  expect(done).toEqual(['1', '2'])
})

test('is remembered for longer than its request is valid', () => {
  const { handle, done, pass } = counted()
  void handle('1')
  pass(2 * 5 * 60_000)
  void handle('2')
  void handle('1')

  expect(done).toEqual(['1', '2'])
})

test('and is forgotten later, the oldest first when there are very many', () => {
  const { handle, done, pass } = counted()
  for (let id = 0; id < 50_001; id++) void handle(String(id))
  void handle('0')
  void handle('50000')
  expect(done).toHaveLength(50_002)

  pass(15 * 60_000)
  void handle('50001')
  void handle('50000')
  expect(done).toHaveLength(50_004)
})
