import { describe, expect, it } from 'vitest'
import { anErrorAnswer } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aCall } from './fixtures/call.ts'
import { rejection } from './fixtures/rejection.ts'
import { runSubmit, secrets } from './fixtures/submit.ts'
import { defaultRetryPolicy } from './retry.ts'
import { submitCall } from './submit-call.ts'
import { type Transport, TransportError } from './transport.ts'

const link = 'https://cdn.example.com/flux/a.png'
const unknown = { charged: 'unknown', retryable: false }

describe('an answer that carries a task id', () => {
  const withTask = (fields: object) => ({ ...anErrorAnswer('too_many_requests'), ...fields })

  it.each([400, 401, 403, 404, 408, 422, 429, 500, 502, 503])('is never repeated: status %i', async (status) => {
    for (const fields of [{ task_id: 12345 }, { error: { code: 'api_error', taskId: '12345' } }]) {
      const step = { status, body: withTask(fields) }
      expect(await runSubmit([step], { afterServiceError: true })).toMatchObject({
        error: { ...unknown, status, taskId: '12345', answer: step.body },
        requests: 1,
      })
    }
  })

  it.each([301, 307, 308])('is not a redirect that can be followed: status %i', async (status) => {
    expect(await runSubmit([{ status, body: { task_id: 'a' } }])).toMatchObject({
      error: { code: 'outcome_unknown', taskId: 'a' },
      requests: 1,
    })
  })

  it.each([
    ['a number', { task_id: 12345 }],
    ['another spelling', { success: true, taskId: '12345' }],
    ['within data', { success: true, data: { task_id: '12345' } }],
    ['beside an error', { success: false, error: { code: 'api_error', message: 'x' }, task_id: '12345' }],
  ])('is an acceptance with status 200: %s', async (_, body) => {
    expect(await runSubmit([{ body }])).toMatchObject({ json: { ...body, task_id: expect.anything() }, requests: 1 })
    const { json } = await runSubmit([{ body }])
    expect(String((json as { task_id: unknown }).task_id)).toBe('12345')
  })

  it.each([
    ['a list', '[{"task_id":"a-1"}]'],
    ['words around JSON', 'OK: {"task_id":"a-1"}'],
    ['JSON that broke off', '{"success":true,"task_id":"a-1","trace'],
    ['a page', '<html>{"task_id":"a-1"}</html>'],
  ])('has an unknown outcome where it cannot be read: %s', async (_, body) => {
    for (const status of [200, 401, 429, 500]) {
      expect(await runSubmit([{ status, body }], { afterServiceError: true })).toMatchObject({
        error: { code: 'outcome_unknown', ...unknown, taskId: 'a-1' },
        requests: 1,
      })
    }
  })

  it('keeps the id when the connection breaks in the middle of it', async () => {
    const body = `{"task_id":"a-1","filler":"${'x'.repeat(100)}"}`
    expect(await runSubmit([{ cut: { body } }])).toMatchObject({
      error: { code: 'outcome_unknown', taskId: 'a-1', status: 200 },
      requests: 1,
    })
  })

  it('keeps the id when the rest of the answer does not come in time', async () => {
    const clock = createFakeClock()
    const body = (async function* () {
      yield new TextEncoder().encode('{"task_id":"a-1",')
      await new Promise(() => undefined)
    })()
    const transport: Transport = async () => ({ status: 200, header: () => undefined, body })
    const context = { secrets, flight: { sending: false }, signal: undefined }
    const policy = { ...defaultRetryPolicy, afterServiceError: false }
    const lost = rejection(submitCall({ transport, clock, random: () => 0.5 }, aCall(), policy, context))
    await clock.advance(30_000)
    expect(await lost).toMatchObject({ code: 'outcome_unknown', taskId: 'a-1' })
  })
})

describe('an answer that carries an image', () => {
  it.each([400, 429, 500, 503])('is never repeated, and keeps the link: status %i', async (status) => {
    const body = { ...anErrorAnswer('too_many_requests'), data: [{ image_url: link }] }
    expect(await runSubmit([{ status, body }], { afterServiceError: true })).toMatchObject({
      error: { ...unknown, imageUrls: [link], answer: body },
      requests: 1,
    })
  })

  it('is not free because it says so with status 200', async () => {
    const body = { ...anErrorAnswer('bad_request'), data: [{ image_url: link }] }
    expect(await runSubmit([{ body }])).toMatchObject({
      error: { code: 'bad_request', ...unknown, imageUrls: [link] },
      requests: 1,
    })
  })

  it('that the request itself named is repeated', async () => {
    const body = JSON.stringify({ prompt: 'night', image_url: link })
    const limited = { status: 429, body: { ...anErrorAnswer('too_many_requests'), image_url: link } }
    expect(await runSubmit([limited, { body: { task_id: 'a' } }], { body })).toMatchObject({ requests: 2 })
  })
})

describe('an answer that names a price', () => {
  const cost = { amount: 0.216, currency: 'credit' }

  it.each([200, 400, 429, 500, 502])('was charged, and is never repeated: status %i', async (status) => {
    const body = { ...anErrorAnswer('too_many_requests'), cost }
    expect(await runSubmit([{ status, body }], { afterServiceError: true })).toMatchObject({
      error: { charged: 'yes', retryable: false, cost },
      requests: 1,
    })
  })

  it('of nothing was not charged', async () => {
    const body = { ...anErrorAnswer('bad_request'), cost: { amount: 0, currency: 'credit' } }
    expect(await runSubmit([{ status: 400, body }])).toMatchObject({ error: { charged: 'no' }, requests: 1 })
  })
})

describe('an error with status 200 that names no task', () => {
  it.each(['bad_request', 'used_up', 'too_many_requests'])(
    'was not accepted, and is not repeated: %s',
    async (code) => {
      expect(await runSubmit([{ body: anErrorAnswer(code) }])).toMatchObject({
        error: { code, charged: 'no', retryable: false },
        requests: 1,
      })
    },
  )

  it('may have been accepted when it has an id that cannot be read', async () => {
    const body = { ...anErrorAnswer('bad_request'), task_id: true }
    expect(await runSubmit([{ body }])).toMatchObject({ error: { code: 'bad_request', ...unknown }, requests: 1 })
  })

  it.each(['api_error', 'service_unavailable'])('may have been accepted: %s', async (code) => {
    expect(await runSubmit([{ body: anErrorAnswer(code) }], { afterServiceError: true })).toMatchObject({
      error: { code, ...unknown },
      requests: 1,
    })
  })
})

describe('the page of a gateway', () => {
  const statuses = [401, 403, 404, 405, 413, 415, 429, 431]
  const pages = ['', ' \n', '<html><h1>Forbidden</h1></html>', '<!DOCTYPE html><img src="https://a.example/logo.png">']

  it.each(statuses)('is a refusal that costs nothing and is not repeated: status %i', async (status) => {
    for (const body of pages) {
      expect(await runSubmit([{ status, body, headers: { 'retry-after': '7' } }])).toMatchObject({
        error: { code: 'gateway_refused', charged: 'no', status, retryable: status === 429, retryAfterMs: 7_000 },
        requests: 1,
      })
    }
  })

  it.each(statuses)('proves nothing when it comes through a proxy: status %i', async (status) => {
    expect(await runSubmit([{ status, body: '', viaProxy: true }])).toMatchObject({
      error: { code: 'outcome_unknown', ...unknown, status },
      requests: 1,
    })
  })

  it.each([400, 402, 406, 409, 410, 418, 421, 422, 500, 502, 503, 504])(
    'has an unknown outcome with any other status: %i',
    async (status) => {
      for (const body of pages) {
        expect(await runSubmit([{ status, body }])).toMatchObject({
          error: { code: 'outcome_unknown', ...unknown },
          requests: 1,
        })
      }
    },
  )

  it('in JSON comes from the service even through a proxy', async () => {
    const limited = { status: 429, body: anErrorAnswer('too_many_requests'), viaProxy: true }
    expect(await runSubmit([limited, { body: { task_id: 'a' } }])).toMatchObject({ requests: 2 })
  })
})

describe('a service that is unavailable', () => {
  const out = { status: 503, body: anErrorAnswer('service_unavailable') }

  it('may have accepted the submission, which is not repeated', async () => {
    expect(await runSubmit([out])).toMatchObject({
      error: { code: 'service_unavailable', ...unknown, traceId: 'trace-1' },
      requests: 1,
      waits: [],
    })
  })

  it('is tried again when the caller opted in', async () => {
    expect(await runSubmit([out, out, { body: { task_id: 'a' } }], { afterServiceError: true })).toMatchObject({
      json: { task_id: 'a' },
      requests: 3,
    })
  })

  it('is not tried again when the status and the code differ', async () => {
    for (const status of [500, 502, 504]) {
      expect(await runSubmit([{ ...out, status }], { afterServiceError: true })).toMatchObject({
        error: unknown,
        requests: 1,
      })
    }
    const failed = { status: 503, body: anErrorAnswer('api_error') }
    expect(await runSubmit([failed], { afterServiceError: true })).toMatchObject({ error: unknown, requests: 1 })
  })
})

describe('a mistake in the transport', () => {
  const mistake = new TypeError("Cannot read properties of undefined (reading 'x')")

  it('is not called a lost answer, but the submission may have been sent', async () => {
    const step = () => {
      throw mistake
    }
    expect(await runSubmit([step])).toMatchObject({
      error: {
        code: 'outcome_unknown',
        ...unknown,
        summary: 'The submission was sent, but the transport failed by a mistake of its own.',
        cause: mistake,
      },
      requests: 1,
    })
  })

  it('before anything was sent costs nothing, and is not repeated', async () => {
    const step = () => {
      throw new TransportError('undici cannot be loaded.', { sent: 'no', mistake: true, cause: new Error('gone') })
    }
    expect(await runSubmit([step])).toMatchObject({
      error: { code: 'transport_failed', charged: 'no', retryable: false },
      requests: 1,
    })
  })
})
