import { expect, test } from 'vitest'
import { nextInTurn, type QueueEntry } from './fair-queue.ts'

const roomy = { total: 10, perGuild: 10, perUser: 10 }

function entry(id: string, guildKey: string, userId: string, createdMs = Number(id)): QueueEntry {
  return { id, guildKey, userId, createdMs }
}

test('the oldest comes first', () => {
  expect(nextInTurn([entry('2', 'g', 'a'), entry('1', 'g', 'a')], [], roomy)?.id).toBe('1')
})

test('somebody’s first picture comes before another’s tenth', () => {
  const running = [entry('1', 'g', 'greedy'), entry('2', 'g', 'greedy')]

  expect(nextInTurn([entry('3', 'g', 'greedy'), entry('9', 'g', 'late')], running, roomy)?.id).toBe('9')
})

test('a quiet server comes before a busy one', () => {
  const running = [entry('1', 'busy', 'a')]

  expect(nextInTurn([entry('2', 'busy', 'b'), entry('3', 'quiet', 'c')], running, roomy)?.id).toBe('3')
})

test.each([
  ['all', { total: 1, perGuild: 10, perUser: 10 }],
  ['of a server', { total: 10, perGuild: 1, perUser: 10 }],
  ['of a user', { total: 10, perGuild: 10, perUser: 1 }],
])('nobody’s turn when the share of %s is used', (_, shares) => {
  expect(nextInTurn([entry('2', 'g', 'a')], [entry('1', 'g', 'a')], shares)).toBeUndefined()
})

test('a user at the limit does not hold up the others', () => {
  const shares = { total: 10, perGuild: 10, perUser: 1 }

  expect(nextInTurn([entry('2', 'g', 'a'), entry('3', 'g', 'b')], [entry('1', 'g', 'a')], shares)?.id).toBe('3')
})
