import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { anAcceptance, anErrorAnswer } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import type { ScriptStep } from '../testing/scripted-transport.ts'
import { aCall, scriptedNetwork } from './fixtures/call.ts'
import { rejection } from './fixtures/rejection.ts'
import { runSubmit, secrets } from './fixtures/submit.ts'
import { defaultRetryPolicy } from './retry.ts'
import { type Flight, submitCall } from './submit-call.ts'
import { type Transport, TransportError } from './transport.ts'

const html = '<html><h1>Bad Gateway</h1></html>'
const accepted = { body: anAcceptance() }
const checkFirst = 'Check your usage at https://platform.acedata.cloud/console/ before you submit again.'

describe('an accepted submission', () => {
  it('is sent once', async () => {
    expect(await runSubmit([accepted])).toMatchObject({ json: { task_id: 'task-1' }, requests: 1, waits: [] })
  })

  it.each([200, 201, 202])('may be answered with status %i', async (status) => {
    expect(await runSubmit([{ ...accepted, status }])).toMatchObject({ json: { task_id: 'task-1' }, requests: 1 })
  })
})

describe('a submission that cannot have been accepted is sent again', () => {
  it('when no connection was made', async () => {
    expect(await runSubmit(['not-sent', 'not-sent', accepted])).toMatchObject({
      json: { task_id: 'task-1' },
      requests: 3,
      waits: [250, 500],
    })
  })

  it('but not forever', async () => {
    expect(await runSubmit(['not-sent', 'not-sent', 'not-sent', 'not-sent'])).toMatchObject({
      error: { code: 'not_sent', charged: 'no', retryable: true },
      requests: 4,
      waits: [250, 500, 1_000],
    })
  })

  it.each([
    [undefined, 250],
    ['7', 7_250],
    ['3600', 60_250],
    ['garbage', 250],
  ])('when the rate limit says so in JSON, Retry-After %s: after %i ms', async (value, waitMs) => {
    const headers = value === undefined ? {} : { 'retry-after': value }
    const limited = { status: 429, headers, body: anErrorAnswer('too_many_requests') }
    expect(await runSubmit([limited, accepted])).toMatchObject({
      json: { task_id: 'task-1' },
      requests: 2,
      waits: [waitMs],
    })
  })

  it('but a rate limit that stays is an error that costs nothing', async () => {
    const limited = { status: 429, body: anErrorAnswer('too_many_requests') }
    expect(await runSubmit([limited, limited, limited, limited])).toMatchObject({
      error: { code: 'too_many_requests', charged: 'no', retryable: true },
      requests: 4,
      waits: [250, 500, 1_000],
    })
  })

  it('but not when another status speaks of a rate limit: the contract knows only 429', async () => {
    const limited = { status: 400, body: anErrorAnswer('too_many_requests') }
    expect(await runSubmit([limited])).toMatchObject({
      error: { code: 'too_many_requests', charged: 'no' },
      requests: 1,
    })
  })

  it('when a gateway limits in JSON without a code', async () => {
    const limited = { status: 429, body: { message: 'API rate limit exceeded' } }
    expect(await runSubmit([limited, accepted])).toMatchObject({ requests: 2, waits: [250] })
  })

  it.each([Number.NaN, 0, -1])('but never with a limit of %s tries', async (maxAttempts) => {
    expect(await runSubmit(['not-sent'], { maxAttempts })).toMatchObject({ requests: 1, waits: [] })
  })
})

describe('a submission whose fate nobody knows is sent once', () => {
  const unknown = { code: 'outcome_unknown', charged: 'unknown', retryable: false, advice: checkFirst }

  it.each<[string, ScriptStep, string]>([
    ['the connection is reset', 'lost', 'its answer was lost'],
    ['the body breaks off', { cut: accepted }, 'its answer was lost'],
    ['a 500 page', { status: 500, body: html }, 'the answer (500) cannot be read'],
    ['a 502 page', { status: 502, body: html }, 'the answer (502) cannot be read'],
    ['a 503 page', { status: 503, body: html }, 'the answer (503) cannot be read'],
    ['a 504 page', { status: 504, body: html }, 'the answer (504) cannot be read'],
    ['a 502 in JSON', { status: 502, body: anErrorAnswer('api_error') }, 'a gateway answered 502'],
    ['a 503 in JSON', { status: 503, body: anErrorAnswer('too_many_requests') }, 'a gateway answered 503'],
    ['a 504 in JSON', { status: 504, body: anErrorAnswer('api_error') }, 'a gateway answered 504'],
    ['a 200 page', { body: html }, 'the answer (200) cannot be read'],
    ['an empty 200', { body: '' }, 'the answer (200) cannot be read'],
    ['a 200 with a list', { body: '[]' }, 'the answer (200) cannot be read'],
    ['a 204', { status: 204 }, 'the answer (204) cannot be read'],
    ['a 302', { status: 302, headers: { location: 'https://a.b' } }, 'the answer (302) cannot be read'],
    ['a 303', { status: 303, headers: { location: 'https://a.b' } }, 'the answer (303) cannot be read'],
    ['a 408 in JSON', { status: 408, body: anErrorAnswer('bad_request') }, 'the answer (408) cannot be read'],
    ['a rate limit in words', { status: 429, body: 'Slow down' }, 'the answer (429) cannot be read'],
    ['a rate limit in a list', { status: 429, body: '[]' }, 'the answer (429) cannot be read'],
    ['a 400 page', { status: 400, body: html }, 'the answer (400) cannot be read'],
  ])('%s', async (_name, step, what) => {
    for (const afterServiceError of [false, true]) {
      expect(await runSubmit([step], { afterServiceError })).toMatchObject({
        error: { ...unknown, summary: `The submission was sent, but ${what}.` },
        requests: 1,
        waits: [],
      })
    }
  })

  it('no answer in time', async () => {
    expect(await runSubmit(['hang'])).toMatchObject({
      error: { ...unknown, summary: 'The submission was sent, but no answer came in time.' },
      requests: 1,
      waits: [30_000],
    })
  })

  it('the answer is larger than anything the service sends', async () => {
    expect(await runSubmit([{ body: 'x'.repeat(8 * 1024 * 1024 + 1) }])).toMatchObject({ error: unknown, requests: 1 })
  })

  it('with the ids that the answer holds', async () => {
    const body = { ...anErrorAnswer('api_error'), task_id: 'task-9' }
    expect(await runSubmit([{ status: 502, body }])).toMatchObject({ error: { traceId: 'trace-1', taskId: 'task-9' } })
  })

  it('a transport that throws anything else than its own kind of error', async () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })
    for (const reason of [refused, new TypeError('Failed to fetch'), new DOMException('x', 'NetworkError')]) {
      let sent = 0
      const transport: Transport = () => {
        sent++
        throw reason
      }
      const network = { transport, clock: createFakeClock(), random: () => 0.5 }
      const context = { secrets, flight: { sending: false }, signal: undefined }
      const policy = { ...defaultRetryPolicy, afterServiceError: true }
      expect(await rejection(submitCall(network, aCall(), policy, context))).toMatchObject(unknown)
      expect(sent).toBe(1)
    }
  })

  it('a body that breaks with the code of a refused connection, after the service has answered', async () => {
    let sent = 0
    const transport: Transport = async () => {
      sent++
      const body = (async function* () {
        yield new Uint8Array([123])
        throw Object.assign(new Error('x'), { code: 'ENETUNREACH', syscall: 'connect' })
      })()
      return { status: 200, header: () => undefined, body }
    }
    const network = { transport, clock: createFakeClock(), random: () => 0.5 }
    const context = { secrets, flight: { sending: false }, signal: undefined }
    const policy = { ...defaultRetryPolicy, afterServiceError: true }
    expect(await rejection(submitCall(network, aCall(), policy, context))).toMatchObject(unknown)
    expect(sent).toBe(1)
  })
})

describe('a failure of the service itself', () => {
  const failed = { status: 500, body: anErrorAnswer('api_error', 'fetch failed') }
  const doubtful = { code: 'api_error', charged: 'unknown', retryable: false, advice: checkFirst, traceId: 'trace-1' }

  it('is not repeated, and nobody knows what it cost', async () => {
    expect(await runSubmit([failed])).toMatchObject({ error: doubtful, requests: 1, waits: [] })
  })

  it('is repeated when the caller opted in', async () => {
    expect(await runSubmit([failed, failed, accepted], { afterServiceError: true })).toMatchObject({
      json: { task_id: 'task-1' },
      requests: 3,
      waits: [250, 500],
    })
  })

  it('is not repeated without its own code, opted in or not', async () => {
    for (const body of [{ message: 'An unexpected error occurred' }, { success: false, error: 'fetch failed' }]) {
      expect(await runSubmit([{ status: 500, body }], { afterServiceError: true })).toMatchObject({
        error: { code: 'api_error', charged: 'unknown', retryable: false },
        requests: 1,
      })
    }
  })

  it('is not repeated when it names a task: that was accepted', async () => {
    const step = { status: 500, body: { ...anErrorAnswer('api_error'), task_id: 'task-9' } }
    expect(await runSubmit([step], { afterServiceError: true })).toMatchObject({
      error: { ...doubtful, taskId: 'task-9' },
      requests: 1,
    })
  })

  it('that calls itself a rate limit is not repeated', async () => {
    const step = { status: 500, body: anErrorAnswer('too_many_requests') }
    expect(await runSubmit([step], { afterServiceError: true })).toMatchObject({
      error: { charged: 'unknown', retryable: false },
      requests: 1,
    })
  })
})

describe('a submission that the service refuses is sent once and costs nothing', () => {
  it.each([
    [400, 'bad_request', 'bad_request'],
    [400, 'token_mismatched', 'token_mismatched'],
    [400, 'api_not_implemented', 'api_not_implemented'],
    [400, 'disabled', 'disabled'],
    [400, 'no_token', 'no_token'],
    [401, 'invalid_token', 'invalid_token'],
    [401, 'token_expired', 'token_expired'],
    [401, 'token_mismatched', 'token_mismatched'],
    [403, 'used_up', 'used_up'],
    [403, 'whatever', 'moderated'],
    [404, 'no_api', 'no_api'],
    [422, 'whatever', 'bad_request'],
    [429, 'used_up', 'used_up'],
  ])('%i %s', async (status, serviceCode, code) => {
    for (const afterServiceError of [false, true]) {
      expect(await runSubmit([{ status, body: anErrorAnswer(serviceCode) }], { afterServiceError })).toMatchObject({
        error: { code, charged: 'no', retryable: false, status, traceId: 'trace-1' },
        requests: 1,
        waits: [],
      })
    }
  })

  it('unless its refusal names a task', async () => {
    const step = { status: 429, body: { ...anErrorAnswer('too_many_requests'), task_id: 'task-9' } }
    expect(await runSubmit([step])).toMatchObject({
      error: { code: 'too_many_requests', charged: 'unknown', retryable: false, taskId: 'task-9' },
      requests: 1,
    })
  })

  it.each([301, 307, 308])('or answers with a redirect: %i', async (status) => {
    expect(await runSubmit([{ status, headers: { location: 'https://evil.example/' } }])).toMatchObject({
      error: { code: 'redirected', charged: 'no', retryable: false },
      requests: 1,
    })
  })
})

describe('an abort', () => {
  const policy = { ...defaultRetryPolicy, afterServiceError: false }

  function start(steps: readonly ScriptStep[], who: 'caller' | 'transport') {
    const network = scriptedNetwork(steps)
    const controller = new AbortController()
    const flight: Flight = { sending: false }
    const call = aCall(who === 'transport' ? { signal: controller.signal } : {})
    const context = { secrets, flight, signal: who === 'caller' ? controller.signal : undefined }
    return { network, controller, flight, run: () => rejection(submitCall(network, call, policy, context)) }
  }

  it.each(['caller', 'transport'] as const)('before anything is sent costs nothing (%s)', async (who) => {
    const { network, controller, run: submit } = start([accepted], who)
    controller.abort('no more')
    expect(await submit()).toMatchObject({ code: 'aborted', charged: 'no', cause: 'no more' })
    expect(network.transport.requests).toHaveLength(0)
  })

  it.each(['caller', 'transport'] as const)('between two tries costs nothing and ends at once (%s)', async (who) => {
    const { network, controller, flight, run: submit } = start(['not-sent'], who)
    const waiting = submit()
    await network.clock.advance(100)
    expect(flight.sending).toBe(false)
    expect(network.clock.pendingDelaysMs()).toEqual([150])
    controller.abort('no more')
    expect(await waiting).toMatchObject({ code: 'aborted', charged: 'no', cause: 'no more' })
    expect(network.clock.pendingDelaysMs()).toEqual([])
    expect(network.transport.requests).toHaveLength(1)
  })

  it('of a running request leaves its outcome unknown, and does not advise to call again', async () => {
    const { network, controller, flight, run: submit } = start(['hang'], 'transport')
    const waiting = submit()
    await network.clock.advance(100)
    expect(flight.sending).toBe(true)
    controller.abort('no more')
    expect(await waiting).toMatchObject({
      code: 'aborted',
      charged: 'unknown',
      retryable: false,
      advice: checkFirst,
      cause: 'no more',
    })
    expect(flight.sending).toBe(false)
    expect(network.transport.requests).toHaveLength(1)
  })

  it('whose reason looks like a refused connection does not make the request look unsent', async () => {
    const { network, controller, run: submit } = start(['hang'], 'transport')
    const waiting = submit()
    await network.clock.advance(100)
    controller.abort(new TransportError('another call', { sent: 'no' }))
    expect(await waiting).toMatchObject({ code: 'aborted', charged: 'unknown', retryable: false })
    expect(network.transport.requests).toHaveLength(1)
  })

  it("by the caller does not touch a running request: that is for the call's own signal", async () => {
    const { network, controller, run: submit } = start(['hang'], 'caller')
    const waiting = submit()
    await network.clock.advance(100)
    controller.abort()
    await network.clock.advance(29_900)
    expect(await waiting).toMatchObject({ code: 'outcome_unknown' })
  })
})

describe('the errors of a submission', () => {
  const leak = `${secrets[0]} ${secrets[1]} ${JSON.stringify(secrets)}`

  it.each<[string, ScriptStep]>([
    ['a lost connection', 'lost'],
    ['a page', { status: 502, body: leak }],
    ['a 400', { status: 400, body: anErrorAnswer('bad_request', leak) }],
    ['a 500', { status: 500, body: anErrorAnswer('api_error', leak) }],
    ['a 403 whose code repeats it', { status: 403, body: anErrorAnswer(leak, leak) }],
  ])('show neither token nor prompt nor query after %s', async (_name, step) => {
    const { error } = await runSubmit([step])
    const shown = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`
    expect(shown).toContain('https://api.example.com/flux/images')
    expect(shown).not.toMatch(/1234567890|siamese|s3cr3t/)
  })
})
