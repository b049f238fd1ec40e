import { expect, it, vi } from 'vitest'
import { joinSignals } from './join-signals.ts'

it('is aborted with the first of its signals, for the same reason', () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const { signal } = joinSignals([one.signal, undefined, other.signal])
  expect(signal.aborted).toBe(false)
  other.abort('enough')
  one.abort('too late')
  expect([signal.aborted, signal.reason]).toEqual([true, 'enough'])
})

it('is aborted at once when one of its signals was', () => {
  const { signal } = joinSignals([new AbortController().signal, AbortSignal.abort('before')])
  expect([signal.aborted, signal.reason]).toEqual([true, 'before'])
})

it('can be aborted by itself, and leaves the others alone', () => {
  const other = new AbortController()
  const joined = joinSignals([other.signal])
  joined.abort('done')
  expect([joined.signal.reason, other.signal.aborted]).toEqual(['done', false])
})

it.each(['leave', 'abort'] as const)('leaves no listener after %s', (way) => {
  const { signal } = new AbortController()
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  joinSignals([signal])[way]()
  expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1])
})
