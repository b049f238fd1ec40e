import { expect, test } from 'vitest'
import { textsFor } from '../language/translator.ts'
import { failureLines } from './failure-view.ts'

const t = textsFor('en')

test.each<[happened: string, advice: string, readonly string[]]>([
  [
    'The service didn’t accept the request.',
    'Change the model, the size or the prompt and try again.',
    ['invalid_request', 'bad_request', 'api_not_implemented'],
  ],
  [
    'The bot can’t access the service. An admin has to check it.',
    'Please notify an admin of this server.',
    [
      'no_token',
      'invalid_token',
      'token_expired',
      'token_mismatched',
      'disabled',
      'no_api',
      'redirected',
      'gateway_refused',
    ],
  ],
  [
    'The balance of this bot is used up. An admin has to top it up.',
    'Please notify an admin of this server.',
    ['used_up'],
  ],
  ['The service refused the prompt or the image.', 'Change the prompt and try again.', ['moderated']],
  ['The service is too busy right now.', 'Try again later.', ['too_many_requests']],
  [
    'The service had an error.',
    'Try again later.',
    [
      'api_error',
      'service_unavailable',
      'bad_answer',
      'not_sent',
      'connection_lost',
      'timeout',
      'transport_failed',
      'aborted',
      'client_closed',
      'task_failed',
      'finished_without_image',
      'unknown_task',
      'unsafe_url',
      'image_unavailable',
      'image_too_large',
      'not_an_image',
      'image_truncated',
      'save_failed',
    ],
  ],
  [
    'The connection broke at the wrong moment: we don’t know whether the request was accepted.',
    'If it arrives after all, it will be posted here. It’s never requested again automatically.',
    ['outcome_unknown'],
  ],
  [
    'It didn’t arrive from the service in time.',
    'It may still arrive: I’ll keep checking for 7 days and deliver it to you then. It’s never requested again automatically.',
    ['wait_deadline'],
  ],
  ['The service had an error.', 'Try again later.', ['quota_of_tomorrow', 'constructor']],
])('“%s %s” is what members read for %j', (happened, advice, codes) => {
  for (const code of codes) {
    const job = { id: '42', state: 'failed', failure: { code, charged: 'no' } }
    expect([code, ...failureLines(job as never, t)]).toEqual([
      code,
      happened,
      advice,
      'You were not charged.',
      expect.stringContaining('42'),
    ])
  }
})
