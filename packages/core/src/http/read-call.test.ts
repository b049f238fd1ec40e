import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { anErrorAnswer } from '../testing/builders.ts'
import type { ScriptStep } from '../testing/scripted-transport.ts'
import { aCall, scriptedNetwork, waitsUntilSettled } from './fixtures/call.ts'
import { rejection } from './fixtures/rejection.ts'
import { readCall, tryRead } from './read-call.ts'
import { defaultRetryPolicy } from './retry.ts'

const html = '<html><h1>502 Bad Gateway</h1></html>'
const good = { body: { items: [] } }

/** Chance is a half, so every pause is half of its upper bound. */
async function run(steps: readonly ScriptStep[], policy = {}) {
  const network = scriptedNetwork(steps)
  const call = readCall(network, aCall(), { ...defaultRetryPolicy, ...policy }, { taskId: 'task-1' })
  const outcome = call.then(
    (json) => ({ json, error: undefined }),
    (error: unknown) => ({ json: undefined, error }),
  )
  const waits = await waitsUntilSettled(network.clock, outcome)
  return { ...(await outcome), waits, requests: network.transport.requests.length, clock: network.clock }
}

describe('readCall tries again after', () => {
  it.each<[string, ScriptStep]>([
    ['a connection that could not be made', 'not-sent'],
    ['a lost connection', 'lost'],
    ['a body that breaks off', { cut: good }],
    ['a 500', { status: 500, body: anErrorAnswer('api_error') }],
    ['a 502 page', { status: 502, body: html }],
    ['a 503 with JSON', { status: 503, body: anErrorAnswer('x') }],
    ['a 504 page', { status: 504, body: html }],
    ['a 200 that is not JSON', { body: html }],
    ['a 429', { status: 429, body: anErrorAnswer('too_many_requests') }],
    ['a 429 page', { status: 429, body: html }],
  ])('%s', async (_name, step) => {
    expect(await run([step, good])).toMatchObject({ json: { items: [] }, requests: 2, waits: [250] })
  })

  it('a timeout', async () => {
    expect(await run(['hang', good])).toMatchObject({ json: { items: [] }, requests: 2, waits: [30_000, 250] })
  })
})

describe('readCall does not try again after', () => {
  it.each<[string, ScriptStep, string]>([
    ['a wrong request', { status: 400, body: anErrorAnswer('bad_request') }, 'bad_request'],
    ['a wrong token', { status: 401, body: anErrorAnswer('invalid_token') }, 'invalid_token'],
    ['an empty balance', { status: 403, body: anErrorAnswer('used_up') }, 'used_up'],
    ['a refusal', { status: 403, body: {} }, 'moderated'],
    ['a wrong address', { status: 404, body: anErrorAnswer('no_api') }, 'no_api'],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example' } }, 'redirected'],
  ])('%s', async (_name, step, code) => {
    expect(await run([step])).toMatchObject({ error: { code, taskId: 'task-1' }, requests: 1, waits: [] })
  })
})

describe('the pauses of readCall', () => {
  it('double with every try, and end with the last', async () => {
    expect(await run(['lost', 'lost', 'lost', 'lost'])).toMatchObject({
      error: { code: 'connection_lost', retryable: true, charged: 'no' },
      requests: 4,
      waits: [250, 500, 1_000],
    })
  })

  it('grow no further than their limit', async () => {
    const policy = { maxAttempts: 6, maxDelayMs: 1_500 }
    expect(await run(['lost', 'lost', 'lost', 'lost', 'lost', good], policy)).toMatchObject({
      waits: [250, 500, 750, 750, 750],
    })
  })

  it.each([
    ['7', 7_250],
    ['0', 250],
    ['3600', 60_250],
    ['Thu, 01 Jan 2026 00:00:20 GMT', 20_250],
    ['garbage', 250],
  ])('are as long as Retry-After %s asks, within a limit: %i ms', async (value, waitMs) => {
    const limited = { status: 429, headers: { 'retry-after': value }, body: anErrorAnswer('too_many_requests') }
    expect(await run([limited, good])).toMatchObject({ waits: [waitMs], requests: 2 })
  })

  it('are as long as an overloaded service asks, too', async () => {
    const overloaded = { status: 503, headers: { 'retry-after': '5' }, body: html }
    expect(await run([overloaded, good])).toMatchObject({ waits: [5_250], requests: 2 })
  })

  it.each([Number.NaN, 0, -1, undefined])('are not begun with a limit of %s tries', async (maxAttempts) => {
    expect(await run(['lost'], { maxAttempts })).toMatchObject({ requests: 1, waits: [] })
  })

  it('end at once when the caller aborts, and leave no timer', async () => {
    const network = scriptedNetwork(['lost'])
    const controller = new AbortController()
    const waiting = rejection(readCall(network, aCall({ signal: controller.signal }), defaultRetryPolicy))
    await network.clock.advance(100)
    expect(network.clock.pendingDelaysMs()).toEqual([150])
    controller.abort('enough')
    expect(await waiting).toMatchObject({ code: 'aborted', charged: 'no', cause: 'enough' })
    expect(network.clock.pendingDelaysMs()).toEqual([])
    expect(network.transport.requests).toHaveLength(1)
  })
})

describe('an abort while the answer is awaited', () => {
  it('ends the call without another try', async () => {
    const network = scriptedNetwork(['hang'])
    const controller = new AbortController()
    const waiting = rejection(readCall(network, aCall({ signal: controller.signal }), defaultRetryPolicy))
    await network.clock.advance(100)
    controller.abort()
    expect(await waiting).toMatchObject({ code: 'aborted', charged: 'no' })
    expect(network.transport.requests).toHaveLength(1)
    expect(network.clock.pendingDelaysMs()).toEqual([])
  })
})

describe('tryRead', () => {
  it('tries once, and answers with the error', async () => {
    const network = scriptedNetwork(['lost'])
    expect(await tryRead(network, aCall(), {})).toMatchObject({ error: { code: 'connection_lost' } })
    expect(network.transport.requests).toHaveLength(1)
  })

  it('names method and address in the error, but not the query', async () => {
    const outcome = await tryRead(scriptedNetwork(['lost']), aCall(), {})
    expect(outcome).toMatchObject({ error: { method: 'POST', url: 'https://api.example.com/flux/images' } })
  })

  it.each<[string, ScriptStep]>([
    ['a lost connection', 'lost'],
    ['a page that repeats the request', { status: 502, body: `${aCall().token} ${String(aCall().body)}` }],
    ['an error that repeats the token', { status: 400, body: anErrorAnswer('bad_request', aCall().token) }],
    ['JSON that breaks at the token', { body: `{"token": ${aCall().token}}` }],
  ])('shows no secret after %s', async (_name, step) => {
    const shown = inspect(await tryRead(scriptedNetwork([step]), aCall(), {}), { depth: 9 })
    expect(shown).toContain('POST https://api.example.com/flux/images')
    expect(shown).not.toMatch(/1234567890|siamese|s3cr3t/)
  })
})
