import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from './clock.ts'

describe('systemClock', () => {
  afterEach(() => void vi.useRealTimers())

  it('gives the time in milliseconds since the epoch', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
  })

  it('calls back once after the delay', () => {
    vi.useFakeTimers()
    const callback = vi.fn<() => void>()
    systemClock.setTimer(callback, 500)
    vi.advanceTimersByTime(499)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(10_000)
    expect(callback).toHaveBeenCalledOnce()
  })

  it('cancels', () => {
    vi.useFakeTimers()
    const callback = vi.fn<() => void>()
    systemClock.setTimer(callback, 500)()
    vi.advanceTimersByTime(10_000)
    expect(callback).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([2 ** 31, Number.MAX_SAFE_INTEGER, Infinity])('does not fire at once for a delay of %d ms', (delayMs) => {
    vi.useFakeTimers()
    const callback = vi.fn<() => void>()
    systemClock.setTimer(callback, delayMs)
    vi.advanceTimersByTime(86_400_000)
    expect(callback).not.toHaveBeenCalled()
  })
})
