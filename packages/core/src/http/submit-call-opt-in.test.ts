import { expect, it } from 'vitest'
import { anErrorAnswer } from '../testing/builders.ts'
import type { ScriptStep } from '../testing/scripted-transport.ts'
import { aCall, scriptedNetwork, waitsUntilSettled } from './fixtures/call.ts'
import { defaultRetryPolicy } from './retry.ts'
import { submitCall } from './submit-call.ts'

const failed: ScriptStep = { status: 500, body: anErrorAnswer('api_error') }

// The first try may have been accepted: the caller took that risk, and must not read later that nothing was charged.
it.each<[string, ScriptStep, string]>([
  ['a refusal', { status: 401, body: anErrorAnswer('invalid_token') }, 'invalid_token'],
  ['a redirect', { status: 307, headers: { location: 'https://example.com/' } }, 'redirected'],
  ['a connection that was not made', 'not-sent', 'not_sent'],
  ['a rate limit', { status: 429, body: anErrorAnswer('too_many_requests') }, 'too_many_requests'],
])('after a repeated service error, %s does not mean that nothing was charged', async (_, last, code) => {
  const network = scriptedNetwork([failed, last])
  const policy = { ...defaultRetryPolicy, maxAttempts: 2, afterServiceError: true }
  const outcome = submitCall(network, aCall(), policy, { secrets: [], flight: { sending: false }, signal: undefined })
  const refused = expect(outcome).rejects.toMatchObject({ code, charged: 'unknown', retryable: false })
  await waitsUntilSettled(network.clock, outcome)
  await refused
})

it('nor does an abort while waiting for the next try', async () => {
  const network = scriptedNetwork([failed])
  const caller = new AbortController()
  const policy = { ...defaultRetryPolicy, afterServiceError: true }
  const context = { secrets: [], flight: { sending: false }, signal: caller.signal }
  const refused = expect(submitCall(network, aCall(), policy, context)).rejects.toMatchObject({
    code: 'aborted',
    charged: 'unknown',
  })
  await network.clock.advance(10)
  caller.abort()
  await refused
})
