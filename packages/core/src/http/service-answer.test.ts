import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorCodeOf, errorFromAnswer } from './service-answer.ts'

const context = { method: 'POST', url: 'https://api.acedata.cloud/flux/images' }

const answer = (status: number, code: unknown, message: unknown = 'It did not work.') => ({
  status,
  json: { success: false, error: { code, message }, trace_id: '2cf86e86' },
})

describe('every documented error', () => {
  it.each([
    [400, 'bad_request', 'bad_request', 'RejectedRequestError', false],
    [400, 'token_mismatched', 'token_mismatched', 'AuthenticationError', false],
    [401, 'token_mismatched', 'token_mismatched', 'AuthenticationError', false],
    [400, 'api_not_implemented', 'api_not_implemented', 'RejectedRequestError', false],
    [400, 'disabled', 'disabled', 'AuthenticationError', false],
    [400, 'no_token', 'no_token', 'AuthenticationError', false],
    [401, 'invalid_token', 'invalid_token', 'AuthenticationError', false],
    [401, 'token_expired', 'token_expired', 'AuthenticationError', false],
    [403, 'used_up', 'used_up', 'BalanceError', false],
    [404, 'no_api', 'no_api', 'RejectedRequestError', false],
    [429, 'too_many_requests', 'too_many_requests', 'RateLimitError', true],
    [500, 'api_error', 'api_error', 'ServiceFailureError', true],
  ])('%i %s is %s, a %s, retryable: %s', (status, serviceCode, code, name, retryable) => {
    const error = errorFromAnswer(answer(status, serviceCode), context, [])
    expect(error).toMatchObject({ code, name, retryable, status, serviceCode, charged: 'no', traceId: '2cf86e86' })
  })
})

describe('errorCodeOf', () => {
  it.each([
    // 403: everything but the balance is moderation, whatever it is called.
    [403, 'content_policy', 'moderated'],
    [403, 'bad_request', 'moderated'],
    [403, 'invalid_token', 'moderated'],
    [403, undefined, 'moderated'],
    [403, 'used_up', 'used_up'],
    // Elsewhere a documented code says more than the status.
    [400, 'too_many_requests', 'too_many_requests'],
    [500, 'bad_request', 'bad_request'],
    [200, 'used_up', 'used_up'],
    // Without one, the status.
    [401, undefined, 'invalid_token'],
    [401, 'nonsense', 'invalid_token'],
    [404, undefined, 'no_api'],
    [429, undefined, 'too_many_requests'],
    [400, 'nonsense', 'bad_request'],
    [422, undefined, 'bad_request'],
    [500, undefined, 'api_error'],
    [503, 'nonsense', 'service_unavailable'],
    [200, undefined, 'api_error'],
    // Codes of our own must not be claimed by the service.
    [400, 'outcome_unknown', 'bad_request'],
    [500, 'task_failed', 'api_error'],
    [400, 'constructor', 'bad_request'],
  ])('%i %s is %s', (status, serviceCode, code) => {
    expect(errorCodeOf(status, serviceCode)).toBe(code)
  })
})

describe('errorFromAnswer', () => {
  it('says what the service says', () => {
    expect(errorFromAnswer(answer(400, 'bad_request', 'model is invalid.'), context, []).message).toBe(
      'The service rejected the request. It says: model is invalid. Nothing was charged. Correct the request. ' +
        '[POST https://api.acedata.cloud/flux/images, HTTP 400, bad_request, trace 2cf86e86]',
    )
  })

  it.each([
    ['fetch failed', 'The service failed. It says: fetch failed.'],
    ['Really?', 'The service failed. It says: Really?'],
    ['', 'The service failed.'],
    [7, 'The service failed.'],
  ])('ends the sentence %j once', (message, summary) => {
    expect(errorFromAnswer(answer(500, 'api_error', message), context, []).summary).toBe(summary)
  })

  it.each([
    ['a bare string', { success: false, error: 'fetch failed' }, 'The service failed. It says: fetch failed.'],
    ['a missing error', { success: false }, 'The service failed.'],
    ['no object', undefined, 'The service failed.'],
  ])('reads %s', (_name, json, summary) => {
    const error = errorFromAnswer({ status: 500, json }, context, [])
    expect(error.summary).toBe(summary)
    expect(error).not.toHaveProperty('serviceCode')
    expect(error).not.toHaveProperty('traceId')
  })

  it('keeps what a rate limit asks to wait, 0 included', () => {
    expect(errorFromAnswer({ ...answer(429, 'too_many_requests'), retryAfterMs: 0 }, context, [])).toMatchObject({
      retryAfterMs: 0,
    })
  })

  it('shows neither token nor prompt that the service repeats, in message, code or inspection', () => {
    const token = 'sk-1234567890abcdef'
    const prompt = 'a white siamese cat on a red sofa'
    const error = errorFromAnswer(answer(400, `bad ${token}`, `token ${token}: "${prompt}" is bad`), context, [
      token,
      prompt,
    ])
    expect(inspect(error)).not.toMatch(/1234567890|siamese/)
    expect(error.summary).toBe('The service rejected the request.')
    expect(error).not.toHaveProperty('serviceCode')
    expect(error.serviceText).toBe(`token ${token}: "${prompt}" is bad`)
  })

  it('shows no trace id that repeats the token', () => {
    const json = { success: false, error: { code: 'bad_request' }, trace_id: 'sk-1234567890abcdef' }
    expect(errorFromAnswer({ status: 400, json }, context, ['sk-1234567890abcdef'])).not.toHaveProperty('traceId')
  })

  it('keeps what the service sent, as it came', () => {
    const json = { success: false, error: 'quota', detail: { hint: 'later' } }
    expect(errorFromAnswer({ status: 400, json }, context, [])).toMatchObject({ serviceText: 'quota', answer: json })
  })

  it('cuts a message without end', () => {
    expect(errorFromAnswer(answer(500, 'api_error', 'x'.repeat(1_000_000)), context, []).message.length).toBeLessThan(
      800,
    )
  })

  it('makes an error of anything', () => {
    const status = fc.integer({ min: 400, max: 599 })
    fc.assert(
      fc.property(status, fc.dictionary(fc.constantFrom('error', 'trace_id'), fc.jsonValue()), (each, json) => {
        expect(errorFromAnswer({ status: each, json }, context, ['secret'])).toMatchObject({ status: each })
      }),
    )
  })
})
