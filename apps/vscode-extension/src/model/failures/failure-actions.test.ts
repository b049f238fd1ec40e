import { expect, test } from 'vitest'
import { actionsOf } from './failure-actions.ts'

const actions = (code: string, charged: 'no' | 'unknown' | 'yes'): string =>
  actionsOf({ code, charged, summary: 'why' }).join(' ')

test.each<[free: string, paid: string, readonly string[]]>([
  ['log', 'log recover', ['invalid_request', 'bad_request', 'api_not_implemented', 'file_system']],
  ['setToken', 'setToken recover', ['no_token', 'invalid_token', 'token_expired', 'token_mismatched', 'disabled']],
  ['topUp retry', 'topUp recover', ['used_up']],
  ['change', 'log recover', ['moderated']],
  ['settings', 'settings recover', ['no_api', 'redirected', 'gateway_refused']],
  ['retry', 'recover', ['too_many_requests', 'aborted', 'client_closed']],
  ['retry log', 'recover log', ['api_error', 'service_unavailable', 'bad_answer']],
  ['retry log', 'recover', ['not_sent', 'connection_lost', 'timeout']],
  ['log', 'recover log', ['transport_failed', 'unexpected']],
  ['usage recover retry', 'usage recover retry', ['outcome_unknown']],
  ['retry log', 'retry log', ['task_failed', 'finished_without_image']],
  ['recover usage', 'recover usage', ['unknown_task']],
  ['recover', 'recover', ['wait_deadline', 'image_unavailable', 'not_an_image', 'image_truncated', 'save_failed']],
  ['log', 'log', ['unsafe_url', 'image_too_large']],
  ['settings setToken', 'settings setToken', ['elsewhere']],
  ['', '', ['held', 'upload_declined']],
  ['retry', 'retry', ['interrupted']],
  ['setToken', 'setToken', ['no_platform_token', 'other_account']],
  ['recover log', 'recover log', ['not_written']],
  ['settings', 'settings', ['upload_forbidden']],
])('“%s” is offered when nothing was charged, “%s” when something may have been, for %j', (free, paid, codes) => {
  for (const code of codes) {
    expect([code, actions(code, 'no'), actions(code, 'unknown'), actions(code, 'yes')]).toEqual([
      code,
      free,
      paid,
      paid,
    ])
  }
})
