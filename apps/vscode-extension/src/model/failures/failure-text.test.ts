import { errorCodes } from '@fluxkit/core'
import { english as englishMessages } from '@fluxkit/messages/extension'
import { messages as german } from '@fluxkit/messages/extension/de'
import { messages as japanese } from '@fluxkit/messages/extension/ja'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { describe, expect, test } from 'vitest'
import { english, textsIn } from '../../language/translator.ts'
import { failureText } from './failure-text.ts'

const codes = Object.keys(errorCodes)

// Failures caused by the service are in docs/guides/vscode-faults.md; these have other causes.
describe.each<[string, 'no' | 'unknown' | 'yes', string, string]>([
  ['aborted', 'no', 'It was stopped. Nothing was charged.', 'retry'],
  ['aborted', 'unknown', 'It was stopped. We don’t know whether it was charged. You can recover it later.', 'recover'],
  ['interrupted', 'no', 'It was interrupted before anything was sent. Nothing was charged.', 'retry'],
  ['no_token', 'no', 'There is no API token. Nothing was charged.', 'setToken'],
  ['not_sent', 'no', 'The service can’t be reached. Nothing was charged.', 'retry, log'],
  [
    'connection_lost',
    'yes',
    'The connection was lost. It may have been charged already. You can recover it later.',
    'recover',
  ],
  [
    'save_failed',
    'yes',
    'The image couldn’t be saved. why. It may have been charged already. You can recover it later.',
    'recover',
  ],
  ['upload_declined', 'no', 'Without the upload this image can’t be edited. Nothing was charged.', ''],
  ['invalid_request', 'no', 'The request isn’t valid. why. Nothing was charged.', 'log'],
  [
    'invalid_token',
    'yes',
    'The service didn’t accept the API token. It may have been charged already. You can recover it later.',
    'setToken, recover',
  ],
  [
    'used_up',
    'yes',
    'The balance is used up. It may have been charged already. You can recover it later.',
    'topUp, recover',
  ],
  ['something_new', 'no', 'Something unexpected happened. why. Nothing was charged.', 'log'],
  [
    'something_new',
    'unknown',
    'Something unexpected happened. why. We don’t know whether it was charged. You can recover it later.',
    'recover, log',
  ],
  ['held', 'unknown', 'Another process is working on this image. We don’t know whether it was charged.', ''],
  [
    'elsewhere',
    'unknown',
    'This image was requested from another service. We don’t know whether it was charged.',
    'settings, setToken',
  ],
  [
    'not_written',
    'unknown',
    'There is no disk space to record this image. To find it again, write down its task id why. We don’t know whether it was charged. You can recover it later.',
    'recover, log',
  ],
])('%s, charged: %s', (code, charged, message, actions) => {
  test(`says: ${message}`, () => {
    const text = failureText({ code, charged, summary: 'why' }, english)
    expect([text.message, text.actions.join(', ')]).toEqual([message, actions])
  })
})

test.each([
  ['api_error', 'The service failed.', 'The service had an error. Nothing was charged.'],
  [
    'api_error',
    'The service failed. It says: no GPU is free.',
    'The service had an error. It says: no GPU is free. Nothing was charged.',
  ],
  [
    'bad_request',
    'The service rejected the request. It says: size is odd.',
    'The service didn’t accept the request. It says: size is odd. Nothing was charged.',
  ],
  [
    'service_unavailable',
    'The service is temporarily unavailable.',
    'The service isn’t available at the moment. Nothing was charged.',
  ],
])('%s says once what happened: %s', (code, summary, message) => {
  expect(failureText({ code, charged: 'no', summary }, english).message).toBe(message)
})

test('the trace id is what support asks for', () => {
  const { message } = failureText({ code: 'task_failed', charged: 'no', summary: '', traceId: 'abc' }, english)
  expect(message).toBe('The service couldn’t make this image. Nothing was charged. Trace id for support: abc.')
})

test('a check that is planned is named, so that nobody does anything for it', () => {
  const { message } = failureText({ code: 'image_unavailable', charged: 'yes', summary: '', isRetried: true }, english)
  expect(message).toBe(
    'The image couldn’t be downloaded. It may have been charged already. Fluxkit keeps checking automatically.',
  )
})

test('nothing that may be paid for reads as if it were free, whatever its code', () => {
  for (const code of codes) {
    const { message } = failureText({ code, charged: 'unknown', summary: '' }, english)
    expect([code, message]).toEqual([code, expect.not.stringContaining('Nothing was charged')])
  }
})

test('English details never appear in a sentence of another language', () => {
  const summary = 'The service says no.'
  for (const code of [...codes, 'something_new']) {
    for (const texts of [textsIn('de', german), textsIn('ja', japanese)]) {
      expect(failureText({ code, charged: 'no', summary }, texts).message).not.toContain(summary)
    }
  }
})

test.each(codes)('a failure with the code %s has no text outside of messages', (code) => {
  const pseudo = textsIn('de', pseudoMessages(englishMessages))
  const { message } = failureText({ code, charged: 'unknown', summary: 'Core says so.', traceId: '9' }, pseudo)
  expect(message.replaceAll(/⟦[^⟦⟧]*⟧/g, '').replaceAll(/[⟦⟧~ ]/g, '')).toBe('')
})

test('sentences of Japanese follow each other without a space', () => {
  const failure = { code: 'moderated', charged: 'no', summary: '', traceId: 'abc' } as const
  expect(failureText(failure, textsIn('ja', japanese)).message).toBe(
    'サービスがこのプロンプトまたは画像を拒否しました。料金はかかっていません。サポート用トレース ID：abc。',
  )
})
