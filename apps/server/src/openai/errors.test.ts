import { expect, test } from 'vitest'
import { errorAnswer, statusOf } from './errors.ts'

test.each<[string, 'no' | 'unknown' | 'yes', boolean, number]>([
  ['invalid_request', 'no', false, 400],
  ['moderated', 'no', false, 400],
  ['budget_reached', 'no', false, 402],
  ['used_up', 'no', false, 402],
  ['publishing_not_allowed', 'no', false, 403],
  ['too_many_requests', 'no', true, 429],
  ['not_sent', 'no', true, 503],
  ['invalid_token', 'no', false, 422],
  ['outcome_unknown', 'unknown', false, 424],
  ['outcome_unknown', 'unknown', true, 424],
  ['task_failed', 'yes', true, 424],
  ['constructor', 'no', false, 422],
])('%s, charged: %s, retryable: %s has the status %i', (code, charged, retryable, status) => {
  expect(statusOf({ code, charged, retryable })).toBe(status)
})

// Clients branch on these: none of them changes.
test.each<[number, readonly string[]]>([
  [400, ['invalid_request', 'bad_request', 'moderated']],
  [401, ['unauthorized']],
  [402, ['used_up', 'budget_reached']],
  [403, ['no_platform_token', 'publishing_not_allowed']],
  [404, ['model_not_found', 'not_found']],
  [413, ['too_large']],
  [
    422,
    ['no_token', 'invalid_token', 'token_expired', 'token_mismatched', 'disabled', 'api_not_implemented', 'no_api'],
  ],
  [422, ['redirected', 'gateway_refused', 'transport_failed', 'client_closed', 'idempotency_key_reused', 'given_up']],
  // Free and final by what the record knows, whatever the code promises.
  [422, ['api_error', 'service_unavailable', 'bad_answer', 'not_sent', 'connection_lost', 'timeout', 'aborted']],
  [422, ['outcome_unknown', 'task_failed', 'finished_without_image', 'unknown_task', 'wait_deadline', 'save_failed']],
])('the status is %i when nothing was charged and nothing may be retried, for %j', (status, codes) => {
  for (const code of codes) expect([code, statusOf({ code, charged: 'no', retryable: false })]).toEqual([code, status])
})

test('what may have been charged never has a status that clients retry automatically', () => {
  for (const charged of ['unknown', 'yes'] as const) {
    for (const retryable of [true, false]) {
      const { status, headers } = errorAnswer({ code: 'x', message: '', advice: '', charged, retryable })
      expect([408, 409, 429].includes(status) || status >= 500).toBe(false)
      expect(headers).toEqual({ 'x-should-retry': 'false' })
    }
  }
})

test('an error has OpenAI’s shape, and says what was charged, the trace id and what to do', () => {
  const failure = {
    code: 'moderated',
    message: 'Refused.',
    charged: 'no',
    advice: 'Change it.',
    retryable: false,
    traceId: 't-1',
    jobId: 'j',
  } as const
  expect(errorAnswer(failure, 'prompt')).toEqual({
    status: 400,
    headers: { 'x-should-retry': 'false' },
    body: {
      error: {
        message: 'Refused. Nothing was charged. Change it.',
        type: 'invalid_request_error',
        param: 'prompt',
        code: 'moderated',
        charged: 'no',
        trace_id: 't-1',
        job_id: 'j',
      },
    },
  })
})
