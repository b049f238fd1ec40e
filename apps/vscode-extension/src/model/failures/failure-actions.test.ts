import { expect, test } from 'vitest'
import { actionsOf } from './failure-actions.ts'

const actions = (code: string, charged: 'no' | 'unknown' | 'yes'): string =>
  actionsOf({ code, charged, summary: 'why' }).join(' ')

test.each<[free: string, paid: string, readonly string[]]>([
  ['log', 'log collect', ['invalid_request', 'bad_request', 'api_not_implemented', 'file_system']],
  ['setToken', 'setToken collect', ['no_token', 'invalid_token', 'token_expired', 'token_mismatched', 'disabled']],
  ['topUp retry', 'topUp collect', ['used_up']],
  ['change', 'log collect', ['moderated']],
  ['settings', 'settings collect', ['no_api', 'redirected', 'gateway_refused']],
  ['retry', 'collect', ['too_many_requests', 'aborted', 'client_closed']],
  ['retry log', 'collect log', ['api_error', 'service_unavailable', 'bad_answer']],
  ['retry log', 'collect', ['not_sent', 'connection_lost', 'timeout']],
  ['log', 'collect log', ['transport_failed', 'unexpected']],
  ['usage collect retry', 'usage collect retry', ['outcome_unknown']],
  ['retry log', 'retry log', ['task_failed', 'finished_without_image']],
  ['collect usage', 'collect usage', ['unknown_task']],
  ['collect', 'collect', ['wait_deadline', 'image_unavailable', 'not_an_image', 'image_truncated', 'save_failed']],
  ['log', 'log', ['unsafe_url', 'image_too_large']],
  ['settings setToken', 'settings setToken', ['elsewhere']],
  ['', '', ['held', 'upload_declined']],
  ['retry', 'retry', ['interrupted']],
  ['setToken', 'setToken', ['no_platform_token', 'other_account']],
  ['collect log', 'collect log', ['not_written']],
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
