import { describe, expect, it, vi } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { CallerAborted, DeadlineReached, withDeadline } from './deadline.ts'
import { rejection } from './fixtures/rejection.ts'

/** A caller's signal that counts its listeners. */
function countedSignal(): { signal: AbortSignal; abort: (reason?: unknown) => void; listeners: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  return {
    signal,
    abort: (reason) => controller.abort(reason),
    listeners: () => added.mock.calls.length - removed.mock.calls.length,
  }
}

function bench(): { clock: FakeClock; caller: ReturnType<typeof countedSignal>; expectNothingLeft: () => void } {
  const clock = createFakeClock()
  const caller = countedSignal()
  return {
    clock,
    caller,
    expectNothingLeft() {
      expect(clock.pendingDelaysMs()).toEqual([])
      expect(caller.listeners()).toBe(0)
    },
  }
}

const never = (): Promise<never> => new Promise(() => undefined)

describe('withDeadline', () => {
  it('hands on what the operation comes to, and leaves nothing behind', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    await expect(withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, async () => 7)).resolves.toBe(7)
    expectNothingLeft()
  })

  it('hands on what the operation throws, and leaves nothing behind', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    const failing = withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, async () => {
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expectNothingLeft()
  })

  it('hands on what the operation throws before it returns a promise', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    const failing = withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, () => {
      throw new Error('at once')
    })
    await expect(failing).rejects.toThrow('at once')
    expectNothingLeft()
  })

  it('ends an operation that ignores its signal exactly at the deadline', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    const ended = vi.fn<() => void>()
    const waiting = rejection(withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, never)).then((error) => {
      ended()
      return error
    })
    await clock.advance(99)
    expect(ended).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(ended).toHaveBeenCalledOnce()
    const error = await waiting
    expect(error).toBeInstanceOf(DeadlineReached)
    expect((error as Error).message).toBe('Not finished within 100 ms.')
    expectNothingLeft()
  })

  it('notifies the operation by its signal', async () => {
    const { clock } = bench()
    let seen: AbortSignal | undefined
    const waiting = rejection(
      withDeadline({ clock, timeoutMs: 100 }, (signal) => {
        seen = signal
        return never()
      }),
    )
    expect(seen?.aborted).toBe(false)
    await clock.advance(100)
    expect(seen?.reason).toBe(await waiting)
  })

  it("ends at once when the caller aborts, with the caller's reason as cause", async () => {
    const { clock, caller, expectNothingLeft } = bench()
    const waiting = rejection(withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, never))
    caller.abort('enough')
    const error = await waiting
    expect(error).toBeInstanceOf(CallerAborted)
    expect((error as Error).cause).toBe('enough')
    expectNothingLeft()
  })

  it('does not start the operation when the caller has aborted before', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    caller.abort('too late')
    const operation = vi.fn<() => Promise<never>>(never)
    expect(await rejection(withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, operation))).toBeInstanceOf(
      CallerAborted,
    )
    expect(operation).not.toHaveBeenCalled()
    expectNothingLeft()
  })

  it('reports the deadline although the operation fails in consequence', async () => {
    const { clock } = bench()
    const waiting = rejection(
      withDeadline(
        { clock, timeoutMs: 100 },
        (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('torn down')))),
      ),
    )
    await clock.advance(100)
    expect(await waiting).toBeInstanceOf(DeadlineReached)
  })

  it('leaves no unhandled rejection when the operation fails after the deadline', async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const { clock } = bench()
    let fail: (error: Error) => void = () => undefined
    const waiting = rejection(
      withDeadline({ clock, timeoutMs: 100 }, () => new Promise((_, reject) => (fail = reject))),
    )
    await clock.advance(100)
    await waiting
    fail(new Error('late'))
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('does not abort the operation after its success', async () => {
    const { clock, caller } = bench()
    let seen: AbortSignal | undefined
    await withDeadline({ clock, timeoutMs: 100, signal: caller.signal }, async (signal) => (seen = signal))
    caller.abort()
    await clock.advance(1_000)
    expect(seen?.aborted).toBe(false)
  })
})

describe('a deadline that comes late, because the process was stopped', () => {
  it('lets an answer that is there already win', async () => {
    const { clock, expectNothingLeft } = bench()
    let answer: (value: string) => void = () => undefined
    const waiting = withDeadline({ clock, timeoutMs: 30_000 }, () => new Promise((resolve) => (answer = resolve)))
    await clock.sleep(35_000)
    // Sockets are read after timers have run.
    answer('paid')
    await expect(waiting).resolves.toBe('paid')
    expectNothingLeft()
  })

  it.each([
    [30_000, 5_000],
    [2_000, 2_000],
  ])('ends a request of %i ms that has no answer within %i ms after that', async (timeoutMs, graceMs) => {
    const { clock, expectNothingLeft } = bench()
    const ended = vi.fn<() => void>()
    const waiting = rejection(withDeadline({ clock, timeoutMs }, never))
    void waiting.then(ended)
    await clock.sleep(35_000)
    await clock.advance(graceMs - 1)
    expect(ended).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(await waiting).toMatchObject({ message: `Not finished within ${timeoutMs} ms.` })
    expectNothingLeft()
  })

  it('is no later than timers of a busy program are', async () => {
    const { clock, expectNothingLeft } = bench()
    const waiting = rejection(withDeadline({ clock, timeoutMs: 30_000 }, never))
    await clock.sleep(30_100)
    expect(await waiting).toBeInstanceOf(DeadlineReached)
    expectNothingLeft()
  })

  it('is ended by the caller anyway', async () => {
    const { clock, caller, expectNothingLeft } = bench()
    const waiting = rejection(withDeadline({ clock, timeoutMs: 30_000, signal: caller.signal }, never))
    await clock.sleep(35_000)
    caller.abort('enough')
    expect(await waiting).toBeInstanceOf(CallerAborted)
    expectNothingLeft()
  })
})
