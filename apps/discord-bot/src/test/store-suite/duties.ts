import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { startMs } from '../builders.ts'
import { leaseMs, type StoreSubject } from './subject.ts'

/** Work that one process at a time does for all. */
export function dutyCases({ opened }: StoreSubject): void {
  test('one process has a duty until it lets go of it, or shows no life for a whole lease', async () => {
    const clock = createFakeClock({ startMs })
    const { duties } = await opened(clock)
    expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
    expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
    expect(await duties.take('other duty', 'other', leaseMs)).toBe(true)
    await clock.advance(leaseMs - 1)
    expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
    await clock.advance(leaseMs - 1)
    expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
    await duties.release('sweep', 'other')
    expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
    await clock.advance(1)
    expect(await duties.take('sweep', 'other', leaseMs)).toBe(true)
    await duties.release('sweep', 'other')
    expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
  })

  test('finished duties are forgotten, running ones are not', async () => {
    const clock = createFakeClock({ startMs })
    const { duties } = await opened(clock)
    await duties.take('reports 1', 'ended', leaseMs)
    await clock.advance(1)
    await duties.take('reports 2', 'going on', leaseMs)
    expect(await duties.forgetEnded()).toBe(0)
    await clock.advance(leaseMs - 1)

    expect(await duties.forgetEnded()).toBe(1)
    expect(await duties.take('reports 2', 'other', leaseMs)).toBe(false)
    expect(await duties.take('reports 1', 'other', leaseMs)).toBe(true)
  })

  test('of many processes that take a duty at once, one gets it', async () => {
    const { duties } = await opened()
    const owners = Array.from({ length: 6 }, (_, at) => `owner ${at}`)

    const taken = await Promise.all(owners.map((owner) => duties.take('sweep', owner, leaseMs)))

    expect(taken.filter(Boolean)).toEqual([true])
  })
}
