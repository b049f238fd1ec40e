import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JobOwner } from '../model/jobs/job.ts'
import { createPresence, type Presence } from './presence.ts'

const me: JobOwner = { windowId: 'me', pid: 1, host: 'here' }
const other: JobOwner = { windowId: 'other', pid: 2, host: 'here' }
let folder: string
let nowMs: number
let living: Set<number>
let theirs: Presence

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-windows-'))
  nowMs = 1_000_000
  living = new Set([1, 2])
  theirs = presence(other)
  await theirs.begin()
})
afterEach(async () => {
  await theirs.end()
  await rm(folder, { recursive: true, force: true })
})

function presence(self: JobOwner): Presence {
  return createPresence({ folder, self, now: () => nowMs, isRunning: (pid) => living.has(pid) })
}

test('a window that shows signs of life is alive', async () => {
  expect(await presence(me).isAlive(other)).toBe(true)
})

test('a window whose process is gone is dead at once', async () => {
  living.delete(2)
  expect(await presence(me).isAlive(other)).toBe(false)
})

test('processes of another machine cannot be asked', async () => {
  living.delete(2)
  expect(await presence({ ...me, host: 'there' }).isAlive(other)).toBe(true)
})

test('a window that was silent for twenty seconds is dead, whoever has its process id now', async () => {
  nowMs += 19_000
  expect(await presence(me).isAlive(other)).toBe(true)
  nowMs += 2_000
  expect(await presence(me).isAlive(other)).toBe(false)
})

test('a window that said goodbye is dead', async () => {
  await theirs.end()
  expect(await presence(me).isAlive(other)).toBe(false)
})

test('a window never takes itself for dead', async () => {
  nowMs += 1_000_000
  expect(await presence(me).isAlive(me)).toBe(true)
})

test('a window that says goodbye and begins again at once is alive', async () => {
  const ended = theirs.end()
  const begun = theirs.begin()
  await Promise.all([ended, begun])
  expect(await presence(me).isAlive(other)).toBe(true)
})

test('a second beginning waits for the first sign of life', async () => {
  await theirs.end()
  void theirs.begin()
  await theirs.begin()
  expect(await presence(me).isAlive(other)).toBe(true)
})
