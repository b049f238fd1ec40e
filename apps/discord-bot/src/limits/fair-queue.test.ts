import { expect, test } from 'vitest'
import { nextInTurn, type QueueEntry, type RunningJobs } from './fair-queue.ts'

const roomy = { total: 10, perGuild: 10, perUser: 10 }

function entry(id: string, guildKey: string, userId: string, createdMs = Number(id)): QueueEntry {
  return { id, guildKey, userId, createdMs }
}

function running(guildKey: string, userId: string, count = 1): RunningJobs {
  return { guildKey, userId, count }
}

test('the oldest comes first', () => {
  expect(nextInTurn([entry('2', 'g', 'a'), entry('1', 'g', 'a')], [], roomy)?.id).toBe('1')
})

test('somebody’s first image comes before another’s tenth', () => {
  const waiting = [entry('3', 'g', 'greedy'), entry('9', 'g', 'late')]

  expect(nextInTurn(waiting, [running('g', 'greedy', 2)], roomy)?.id).toBe('9')
})

test('a quiet server comes before a busy one', () => {
  const waiting = [entry('2', 'busy', 'b'), entry('3', 'quiet', 'c')]

  expect(nextInTurn(waiting, [running('busy', 'a')], roomy)?.id).toBe('3')
})

test.each([
  ['all', { total: 2, perGuild: 10, perUser: 10 }],
  ['of a server', { total: 10, perGuild: 2, perUser: 10 }],
  ['of a user', { total: 10, perGuild: 10, perUser: 2 }],
])('nobody’s turn when the share of %s is used', (_, shares) => {
  expect(nextInTurn([entry('2', 'g', 'a')], [running('g', 'a', 2)], shares)).toBeUndefined()
})

test('a user at the limit does not hold up the others', () => {
  const shares = { total: 10, perGuild: 10, perUser: 1 }

  expect(nextInTurn([entry('2', 'g', 'a'), entry('3', 'g', 'b')], [running('g', 'a')], shares)?.id).toBe('3')
})
