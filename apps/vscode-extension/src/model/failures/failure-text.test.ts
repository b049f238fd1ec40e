import { errorCodes } from '@fluxkit/core'
import { describe, expect, test } from 'vitest'
import { failureText } from './failure-text.ts'

const english = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]))

// What faults of the service lead to stands in docs/guides/vscode-faults.md; these have other causes.
describe.each<[string, 'no' | 'unknown' | 'yes', string, string]>([
  ['aborted', 'no', 'Stopped before anything was sent. Nothing was charged.', 'retry'],
  ['aborted', 'unknown', 'Stopped waiting. The picture may still be billed and can be collected later.', 'collect'],
  ['interrupted', 'no', 'Interrupted before anything was sent. Nothing was charged.', 'retry'],
  ['no_token', 'no', 'No API token is set. Nothing was charged.', 'setToken'],
  ['not_sent', 'no', 'The service cannot be reached. Nothing was charged.', 'retry, log'],
  ['connection_lost', 'yes', 'The connection was lost. The picture may be paid for and can be collected.', 'collect'],
  ['save_failed', 'yes', 'The picture is paid for, but could not be saved: why', 'collect'],
  ['upload_declined', 'no', 'Without the upload this picture cannot be edited. Nothing was charged.', ''],
  [
    'invalid_token',
    'yes',
    'Stopped waiting. The picture may still be billed and can be collected later.',
    'setToken, collect',
  ],
  [
    'no_api',
    'yes',
    'Stopped waiting. The picture may still be billed and can be collected later.',
    'settings, collect',
  ],
  ['used_up', 'yes', 'Stopped waiting. The picture may still be billed and can be collected later.', 'topUp, collect'],
  ['api_error', 'yes', 'The service failed: why', 'collect, log'],
  ['something_new', 'yes', 'Something unexpected happened: why', 'collect, log'],
  ['something_new', 'unknown', 'Something unexpected happened: why', 'collect, log'],
  ['something_new', 'no', 'Something unexpected happened: why', 'log'],
  [
    'moderated',
    'unknown',
    'Stopped waiting. The picture may still be billed and can be collected later.',
    'log, collect',
  ],
  ['unknown_task', 'yes', 'The service does not know this task at the moment.', 'collect, usage'],
  ['held', 'unknown', 'Another window works on this picture.', ''],
  ['other_account', 'unknown', 'This picture was ordered with another token. Set that one to collect it.', 'setToken'],
  [
    'elsewhere',
    'unknown',
    'This picture was ordered from another service. Set its address and token to collect it.',
    'settings, setToken',
  ],
  [
    'not_written',
    'unknown',
    'The disk has no room for the record of this picture. Write down its task id: why',
    'collect, log',
  ],
])('%s, charged: %s', (code, charged, sentence, actions) => {
  test(`says: ${sentence}`, () => {
    const text = failureText({ code, charged, summary: 'why' }, english)
    expect([text.message, text.actions.join(', ')]).toEqual([sentence, actions])
  })
})

test('the trace id is what support asks for', () => {
  const { message } = failureText({ code: 'task_failed', charged: 'yes', summary: '', traceId: 'abc' }, english)
  expect(message).toBe('The service could not make this picture. Trace id for support: abc.')
})

test('a check that is planned is named, so that nobody does anything for it', () => {
  const { message } = failureText({ code: 'image_unavailable', charged: 'yes', summary: '', isRetried: true }, english)
  expect(message).toBe('The picture is paid for, but could not be downloaded. Fluxkit goes on checking by itself.')
})

test('nothing that may be paid for reads as if it were free, whatever its code', () => {
  for (const code of Object.keys(errorCodes)) {
    const { message } = failureText({ code, charged: 'unknown', summary: '' }, english)
    expect([code, message]).toEqual([code, expect.not.stringContaining('Nothing was charged')])
  }
})
