import { FluxError, type FluxErrorCode } from '@fluxkit/core'
import { expect, test } from 'vitest'
import { readFailure } from './failure.ts'
import type { ErrorRule } from './rules.ts'

const ruleOf = (code: string): ErrorRule =>
  readFailure(new FluxError(code as FluxErrorCode, 'It failed.', { charged: 'no', retryable: false, advice: 'Wait.' }))
    .rule

// What each code means for a job decides about money: none of them changes by accident.
test.each<[ErrorRule, readonly string[]]>([
  [
    { submit: 'refused', poll: 'recheck', image: 'recheck' },
    [
      'invalid_request',
      'no_token',
      'invalid_token',
      'token_expired',
      'token_mismatched',
      'disabled',
      'used_up',
      'moderated',
      'bad_request',
      'api_not_implemented',
      'no_api',
      'redirected',
      'gateway_refused',
      'api_error',
      'service_unavailable',
      'bad_answer',
      'transport_failed',
    ],
  ],
  [{ submit: 'retry', poll: 'recheck', image: 'recheck' }, ['too_many_requests', 'not_sent']],
  [
    { submit: 'unknown', poll: 'recheck', image: 'recheck' },
    [
      'connection_lost',
      'timeout',
      'outcome_unknown',
      'wait_deadline',
      'image_unavailable',
      'not_an_image',
      'image_truncated',
      'save_failed',
    ],
  ],
  [{ submit: 'stopped', poll: 'stopped', image: 'stopped' }, ['aborted', 'client_closed']],
  [{ submit: 'unknown', poll: 'failed', image: 'recheck' }, ['task_failed', 'finished_without_image']],
  [{ submit: 'unknown', poll: 'missing', image: 'recheck' }, ['unknown_task']],
  [{ submit: 'unknown', poll: 'recheck', image: 'person' }, ['unsafe_url', 'image_too_large']],
])('%j is the rule for %j', (rule, codes) => {
  for (const code of codes) expect([code, ruleOf(code)]).toEqual([code, rule])
})

test('a code of another copy of core proves nothing', () => {
  const unknown = { submit: 'unknown', poll: 'recheck', image: 'recheck' }
  expect([ruleOf('quota_of_tomorrow'), ruleOf('constructor')]).toEqual([unknown, unknown])
})
