import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createHolders, type Holders } from './holders.ts'
import { tidyUp } from './housekeeping.ts'
import { bootId, isRunning, type ProcessIdentity, thisProcess } from '../machine/process-identity.ts'

const first: ProcessIdentity = { host: 'ann-laptop', boot: 'boot-1', namespace: 'pid:[1]', pid: 41 }
const leaseMs = 30_000

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-holders-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function aWorld(): {
  clock: ReturnType<typeof createFakeClock>
  /** What a user sets the clock of the machine to. */
  wall: { offsetMs: number }
  folder: string
  running: Set<number>
  process: (self: ProcessIdentity) => Holders
} {
  const clock = createFakeClock()
  const folder = aFolder()
  const running = new Set<number>()
  const wall = { offsetMs: 0 }
  const process = (self: ProcessIdentity): Holders =>
    createHolders({
      folder: join(folder, 'holders'),
      self,
      isRunning: (pid) => running.has(pid),
      now: () => clock.now() + wall.offsetMs,
      elapsedMs: () => clock.now(),
    })
  return { clock, wall, folder, running, process }
}

/** The holder `aaaaaaaa` of a process that has crashed. */
async function crashed(self: ProcessIdentity = first): Promise<ReturnType<typeof aWorld>> {
  const world = aWorld()
  mkdirSync(join(world.folder, 'holders'))
  const sign = { ...self, beat: 7, leaseMs, atMs: world.clock.now() }
  writeFileSync(join(world.folder, 'holders', 'aaaaaaaa.json'), JSON.stringify(sign))
  return world
}

test('a process that is gone is dead at once', async () => {
  const { process } = await crashed()
  expect(await process({ ...first, pid: 42 }).isAlive('aaaaaaaa')).toBe(false)
})

test('a process that runs is alive, until it shows no life for a whole lease', async () => {
  const { process, running, clock } = await crashed()
  running.add(first.pid)
  const other = process({ ...first, pid: 42 })
  expect(await other.isAlive('aaaaaaaa')).toBe(true)
  await clock.advance(leaseMs - 1)
  expect(await other.isAlive('aaaaaaaa')).toBe(true)
  await clock.advance(1)
  expect(await other.isAlive('aaaaaaaa')).toBe(false)
})

test('a process number that is used again by another program doesn’t keep a job for longer than a lease', async () => {
  const { process, running, clock } = await crashed()
  running.add(first.pid)
  const other = process({ ...first, pid: 42 })
  await other.isAlive('aaaaaaaa')
  await clock.advance(leaseMs)
  expect(await other.isAlive('aaaaaaaa')).toBe(false)
})

test('a container that is started again is process 1 again, and its predecessor is dead at once', async () => {
  const { process, running } = await crashed({ ...first, pid: 1 })
  running.add(1)
  expect(await process({ ...first, pid: 1 }).isAlive('aaaaaaaa')).toBe(false)
})

test('two stores of one process don’t take each other for predecessors', async () => {
  const { process } = aWorld()
  await process(first).beat('bbbbbbbb', leaseMs)
  expect(await process(first).isAlive('bbbbbbbb')).toBe(true)
})

test.each<[string, Partial<ProcessIdentity>]>([
  ['another container, where it is process 1 as well', { namespace: 'pid:[2]', pid: 1 }],
  ['a machine whose name has changed', { host: 'ann-laptop.local' }],
  ['the same machine after a start', { boot: 'boot-2' }],
  ['another machine', { host: 'server', boot: 'boot-9' }],
])('from %s, only a whole lease without a sign of life proves that a holder is dead', async (_, difference) => {
  const { process, clock } = await crashed({ ...first, pid: 1 })
  const other = process({ ...first, pid: 1, ...difference })
  expect(await other.isAlive('aaaaaaaa')).toBe(true)
  await clock.advance(leaseMs)
  expect(await other.isAlive('aaaaaaaa')).toBe(false)
})

test('a holder that shows life on another machine is alive, whatever its clock says', async () => {
  const { process, clock, folder } = aWorld()
  const far = createHolders({
    folder: join(folder, 'holders'),
    self: { ...first, host: 'server' },
    isRunning: () => true,
    now: () => 5 * clock.now(),
    elapsedMs: () => clock.now(),
  })
  await far.beat('aaaaaaaa', leaseMs)
  const other = process({ ...first, pid: 42 })
  for (let round = 0; round < 4; round++) {
    expect(await other.isAlive('aaaaaaaa')).toBe(true)
    await clock.advance(leaseMs - 1)
    await far.beat('aaaaaaaa', leaseMs)
  }
})

test('a wall clock that is set makes nobody dead or immortal', async () => {
  const { process, running, clock, wall } = await crashed()
  running.add(first.pid)
  const other = process({ ...first, pid: 42 })
  await other.isAlive('aaaaaaaa')
  wall.offsetMs = 86_400_000
  expect(await other.isAlive('aaaaaaaa')).toBe(true)
  wall.offsetMs = -86_400_000
  await clock.advance(leaseMs)
  expect(await other.isAlive('aaaaaaaa')).toBe(false)
})

test('a holder without a file has the benefit of the doubt for a lease', async () => {
  const { process, clock } = aWorld()
  const other = process(first)
  expect(await other.isAlive('dddddddd')).toBe(true)
  await clock.advance(leaseMs)
  expect(await other.isAlive('dddddddd')).toBe(false)
})

test('what crashes left behind is removed after a week, unless it still holds a job', async () => {
  const { process, clock, folder } = await crashed()
  await process(first).beat('bbbbbbbb', leaseMs)
  const weekMs = 7 * 86_400_000
  await tidyUp(folder, new Set(), clock.now() + weekMs)
  expect(readdirSync(join(folder, 'holders'))).toHaveLength(2)
  await tidyUp(folder, new Set(['bbbbbbbb']), clock.now() + weekMs + 1)
  expect(readdirSync(join(folder, 'holders'))).toEqual(['bbbbbbbb.json'])
})

test('this process runs on a machine that has started', () => {
  expect(thisProcess()).toMatchObject({ pid: process.pid, host: expect.stringMatching(/./) })
  expect(bootId()).toMatch(/./)
  expect(bootId()).toBe(bootId())
  expect(isRunning(process.pid)).toBe(true)
  expect(isRunning(2 ** 22 + 1)).toBe(false)
})
