import { AbortedError, FluxError, type FluxErrorCode, ServiceFailureError } from '@fluxkit/core'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfAll, exitCodeOfCode, exitCodeOfStop } from './exit-code-of.ts'
import { usageError } from './program-error.ts'

describe('exitCodeOf', () => {
  // Scripts branch on these: none of them changes.
  it.each<[number, readonly string[]]>([
    [1, ['transport_failed', 'client_closed']],
    [2, ['invalid_request', 'bad_request', 'api_not_implemented', 'no_api', 'redirected']],
    [3, ['no_token', 'invalid_token', 'token_expired', 'token_mismatched', 'disabled']],
    [4, ['used_up']],
    [5, ['moderated']],
    [
      6,
      [
        'gateway_refused',
        'too_many_requests',
        'api_error',
        'service_unavailable',
        'bad_answer',
        'not_sent',
        'connection_lost',
        'timeout',
      ],
    ],
    [7, ['outcome_unknown']],
    [8, ['task_failed', 'finished_without_image', 'unknown_task']],
    [9, ['wait_deadline']],
    [10, ['unsafe_url', 'image_unavailable', 'image_too_large', 'not_an_image', 'image_truncated', 'save_failed']],
    [130, ['aborted']],
  ])('is %i for %j', (expected, codes) => {
    for (const code of codes) {
      const error = new FluxError(code as FluxErrorCode, 'x')
      expect([code, exitCodeOf(error), exitCodeOfCode(code)]).toEqual([code, expected, expected])
    }
  })

  it('of a failed submission depends on whether it may have been charged', () => {
    expect(exitCodeOf(new ServiceFailureError('api_error', 'x', { charged: 'no' }))).toBe(6)
    expect(exitCodeOf(new ServiceFailureError('api_error', 'x', { charged: 'unknown' }))).toBe(7)
  })

  it('of a code of another program or version is 1', () => {
    expect(exitCodeOf(new FluxError('constructor' as FluxErrorCode, 'x'))).toBe(1)
    expect([exitCodeOfCode('constructor'), exitCodeOfCode('given_up')]).toEqual([undefined, undefined])
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
