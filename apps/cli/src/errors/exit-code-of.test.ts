import { AbortedError, FluxError, ServiceFailureError } from '@fluxkit/core'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfAll, exitCodeOfStop } from './exit-code-of.ts'
import { usageError } from './program-error.ts'

describe('exitCodeOf', () => {
  it.each([
    ['no_token', 3],
    ['used_up', 4],
    ['moderated', 5],
    ['too_many_requests', 6],
    ['outcome_unknown', 7],
    ['task_failed', 8],
    ['wait_deadline', 9],
    ['image_truncated', 10],
  ] as const)('of %s is %i', (code, expected) => {
    expect(exitCodeOf(new FluxError(code, 'x'))).toBe(expected)
  })

  it('of a failed submission depends on whether it may have been charged', () => {
    expect(exitCodeOf(new ServiceFailureError('api_error', 'x', { charged: 'no' }))).toBe(6)
    expect(exitCodeOf(new ServiceFailureError('api_error', 'x', { charged: 'unknown' }))).toBe(7)
  })

  it('of wrong usage is 2, of anything else 1', () => {
    expect(exitCodeOf(usageError(() => 'x'))).toBe(2)
    expect(exitCodeOf(new Error('x'))).toBe(1)
  })
})

describe('exitCodeOfAll', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[4], 4],
    [[5, 5], 5],
    [[0, 5], 11],
    [[4, 5], 11],
  ] as const)('of %j is %i', (codes, expected) => {
    expect(exitCodeOfAll(codes)).toBe(expected)
  })
})

it('a stop ends as shells expect', () => {
  expect(exitCodeOfStop('SIGINT')).toBe(130)
  expect(exitCodeOfStop('SIGTERM')).toBe(143)
  expect(exitCodeOf(new AbortedError('x'))).toBe(130)
})
