import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { createPatientReads } from './patient-reads.ts'

/** A lock of another process that is held until it is released. */
function bench() {
  const clock = createFakeClock(0)
  const reads = createPatientReads({ now: () => clock.now(), schedule: (run, ms) => void clock.setTimer(run, ms) })
  const lock = { isHeld: true, tries: 0, errcode: 5 }
  const work = (name: string) => (): string => {
    lock.tries += 1
    if (lock.isHeld) throw Object.assign(new Error('database is locked'), { errcode: lock.errcode })
    return name
  }
  return { clock, lock, read: (name: string) => reads.read(work(name)), flush: () => reads.flush() }
}

test('reads that a lock keeps out have their result once it is released', async () => {
  const { clock, lock, read } = bench()
  const both = Promise.all([read('a'), read('b')])
  await clock.advance(9_000)
  lock.isHeld = false
  await clock.advance(20)

  expect(await both).toEqual(['a', 'b'])
  expect(clock.pendingDelaysMs()).toEqual([])
  expect(await read('c')).toBe('c')
})

test('however many reads wait, only one of them tries the lock every 20 ms', async () => {
  const { clock, lock, read } = bench()
  const all = Promise.allSettled(Array.from({ length: 50 }, (_, at) => read(String(at))))
  await clock.advance(200)
  expect(lock.tries).toBe(11)
  await clock.advance(9_800)
  expect(lock.tries).toBe(501)

  expect(new Set((await all).map(({ status }) => status))).toEqual(new Set(['rejected']))
})

test('each fails after 10 s of its own, and what else waits continues waiting', async () => {
  const { clock, lock, read } = bench()
  const early = expect(read('early')).rejects.toThrow('database is locked')
  await clock.advance(5_000)
  const late = read('late')
  await clock.advance(5_000)
  await early
  lock.isHeld = false
  await clock.advance(20)

  expect(await late).toBe('late')
})

test('another error than a lock fails at once', async () => {
  const { lock, read, clock } = bench()
  lock.errcode = 11

  await expect(read('a')).rejects.toThrow('database is locked')
  expect(clock.pendingDelaysMs()).toEqual([])
})

test('what waits when the database closes is tried for the last time, together', async () => {
  const { lock, read, flush } = bench()
  const waiting = [read('a'), read('b')].map((one) => expect(one).rejects.toThrow('database is locked'))
  flush()
  await Promise.all(waiting)
  expect(lock.tries).toBe(2)
})
