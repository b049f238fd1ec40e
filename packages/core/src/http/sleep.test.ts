import { describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { CallerAborted } from './deadline.ts'
import { rejection } from './fixtures/rejection.ts'
import { sleep } from './sleep.ts'

describe('sleep', () => {
  it('lasts as long as the clock says', async () => {
    const clock = createFakeClock()
    const woken = vi.fn<() => void>()
    void sleep(clock, 250).then(woken)
    await clock.advance(249)
    expect(woken).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(woken).toHaveBeenCalledOnce()
  })

  it('leaves no listener on the signal when it is over', async () => {
    const clock = createFakeClock()
    const { signal } = new AbortController()
    const removed = vi.spyOn(signal, 'removeEventListener')
    const sleeping = sleep(clock, 250, signal)
    await clock.advance(250)
    await sleeping
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function))
  })

  it('ends at once when it is aborted, and leaves no timer', async () => {
    const clock = createFakeClock()
    const controller = new AbortController()
    const sleeping = rejection(sleep(clock, 250, controller.signal))
    controller.abort('enough')
    const error = await sleeping
    expect(error).toBeInstanceOf(CallerAborted)
    expect((error as Error).cause).toBe('enough')
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  it('does not begin when the signal was aborted before', async () => {
    const clock = createFakeClock()
    expect(await rejection(sleep(clock, 250, AbortSignal.abort()))).toBeInstanceOf(CallerAborted)
    expect(clock.pendingDelaysMs()).toEqual([])
  })
})
