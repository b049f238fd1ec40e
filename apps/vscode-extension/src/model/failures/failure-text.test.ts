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
  ['write_failed', 'yes', 'The picture is paid for, but could not be saved: why', 'collect'],
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
  ['something_new', 'unknown', 'Something unexpected happened: why', 'log'],
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
