import { describe, expect, test } from 'vitest'
import { anErrorAnswer } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'

function createBench(...steps: readonly ScriptStep[]) {
  const transport = createScriptedTransport(steps)
  const options = { token: 'api-token', platformToken: 'platform-token', transport, clock: createFakeClock() }
  return { account: createFluxClient(options).account, transport }
}

describe('account.balance', () => {
  test('is the credits of all applications, as the platform lists them', async () => {
    const row = { id: 'app-1', user_id: 'user-1', remaining_amount: 9.784, used_amount: 0.216 }
    const { account, transport } = createBench({ body: { count: 2, items: [row, { remaining_amount: '0.5' }, {}] } })
    expect(await account.balance()).toEqual({
      credits: 10.284,
      applications: [
        { id: 'app-1', userId: 'user-1', remainingCredits: 9.784, raw: row },
        { remainingCredits: 0.5, raw: { remaining_amount: '0.5' } },
      ],
    })
    expect(transport.requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://platform.acedata.cloud/api/v1/applications/',
        headers: { authorization: 'Bearer platform-token', accept: 'application/json' },
        body: undefined,
      },
    ])
  })

  test('needs a platform token', async () => {
    const { account } = createBench({ status: 401, body: anErrorAnswer('invalid_token') })
    await expect(account.balance()).rejects.toMatchObject({
      code: 'invalid_token',
      advice: expect.stringContaining('ACEDATACLOUD_PLATFORM_TOKEN') as string,
      method: 'GET',
    })
  })

  test('that is not a list is an error, and repeated failures are too', async () => {
    await expect(createBench({ body: { detail: 'x' } }).account.balance()).rejects.toMatchObject({ code: 'bad_answer' })
  })
})

describe('account.usage', () => {
  const rows = (...items: object[]): ScriptStep => ({ body: { count: items.length, items } })
  const row = (fields: object) => ({ trace_id: 'trace-1', status_code: 200, ...fields })

  test.each([
    [
      'a request that was charged',
      [row({ deducted_amount: 0.216 })],
      { charged: 'yes', credits: 0.216, statusCode: 200 },
    ],
    ['a failure', [row({ status_code: 500, deducted_amount: 0 })], { charged: 'no', credits: 0, statusCode: 500 }],
    [
      'a request that may still be charged',
      [row({ deducted_amount: 0 })],
      { charged: 'unknown', credits: 0, statusCode: 200 },
    ],
    ['a request of which nothing is booked', [], { charged: 'unknown' }],
    ['a row without an amount', [row({})], { charged: 'unknown', statusCode: 200 }],
    ['another request', [{ ...row({ deducted_amount: 1 }), trace_id: 'trace-2' }], { charged: 'unknown' }],
  ])('%s', async (_, items, usage) => {
    expect(await createBench(rows(...items)).account.usage('trace-1')).toEqual(usage)
  })

  test('asks for one trace id', async () => {
    const { account, transport } = createBench(rows())
    await account.usage('trace 1&x')
    expect(transport.requests[0]?.url).toBe('https://platform.acedata.cloud/api/v1/usage/apis/?trace_id=trace%201%26x')
  })
})
