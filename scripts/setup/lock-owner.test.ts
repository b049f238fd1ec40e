import { expect, test } from 'vitest'
import { isAbandoned } from './lock-owner.mjs'

const owner = { id: 'a', hostname: 'here', pids: [10, 11] }
const evidence = {
  hostname: 'here',
  isAlive: (pid: number): boolean => pid === 10,
  bootedMs: 1_000,
  modifiedMs: 50_000,
  silentMs: 0,
}

test('a lock whose holder lives is respected', () => {
  expect(isAbandoned(owner, evidence)).toBe(false)
})

test('a lock is respected while a child of its dead holder still works', () => {
  expect(isAbandoned(owner, { ...evidence, isAlive: (pid) => pid === 11, silentMs: 60_000 })).toBe(false)
})

test('a lock is abandoned when holder and children are gone', () => {
  expect(isAbandoned(owner, { ...evidence, isAlive: () => false })).toBe(true)
})

test('a lock from before the machine started is abandoned, whichever process has that id now', () => {
  expect(isAbandoned(owner, { ...evidence, bootedMs: 60_000 })).toBe(true)
})

test('a lock whose process id lives but which nobody touched for ten minutes is abandoned', () => {
  expect(isAbandoned(owner, { ...evidence, silentMs: 600_001 })).toBe(true)
  expect(isAbandoned(owner, { ...evidence, silentMs: 599_999 })).toBe(false)
})

test('process ids of another machine say nothing: silence decides', () => {
  const away = { ...owner, hostname: 'there' }
  expect(isAbandoned(away, { ...evidence, isAlive: () => false, silentMs: 14_999 })).toBe(false)
  expect(isAbandoned(away, { ...evidence, isAlive: () => true, silentMs: 15_001 })).toBe(true)
})

test('a lock without a name in it is abandoned after the same silence', () => {
  expect(isAbandoned(undefined, { ...evidence, silentMs: 14_999 })).toBe(false)
  expect(isAbandoned(undefined, { ...evidence, silentMs: 15_001 })).toBe(true)
})
