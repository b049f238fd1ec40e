import { createPublicKey, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type EndpointBot, type EndpointRequest, startEndpointBot } from '../testing/endpoint-bot.ts'

/** Checks as a bot does, from the key that Discord shows. */
async function isSigned(bot: EndpointBot, { headers, text }: EndpointRequest): Promise<boolean> {
  const { body } = await bot.call('GET', '/applications/@me')
  const x = Buffer.from(String(body.verify_key), 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const message = Buffer.from(`${String(headers['x-signature-timestamp'])}${text}`)
  return promisify(verify)(null, message, key, Buffer.from(String(headers['x-signature-ed25519']), 'hex'))
}

/** PONG for what is signed, 401 for the rest. */
function answersPings(bot: EndpointBot): void {
  bot.on(async (request) => ((await isSigned(bot, request)) ? { status: 200, json: { type: 1 } } : { status: 401 }))
}

describe('an interaction goes to the URL', () => {
  test('signed, and the gateway hears nothing; the callback answers it', async () => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(async (request) => {
      await bot.callback(request, { type: 4, data: { content: 'here' } })
      return { status: 202 }
    })

    const reply = await bot.anna.slash(bot.channel, 'flux')

    expect(reply.message.content).toBe('here')
    const [request] = bot.received
    expect(request?.body).toMatchObject({
      type: 2,
      data: { name: 'flux' },
      application_id: bot.simulator.applicationId,
    })
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(request && (await isSigned(bot, request))).toBe(true)
    await bot.clock.advance(0)
    expect(bot.simulator.endpoint.deliveries).toEqual([
      { interactionId: reply.interactionId, url: bot.url, status: 202 },
    ])
  })

  test('and may be answered in the body', async () => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(() => ({ status: 200, json: { type: 4, data: { content: 'in the body' } } }))

    expect((await bot.anna.slash(bot.channel, 'flux')).message.content).toBe('in the body')
  })

  test.each([
    ['500', { status: 500 }, 'status 500'],
    ['401', { status: 401 }, 'status 401'],
    ['a redirect', { status: 302 }, 'status 302'],
    ['202 with a body', { status: 202, json: { type: 5 } }, '202 with a body'],
    ['200 without a body', { status: 200 }, '200 without an answer in JSON'],
    ['PONG', { status: 200, json: { type: 1 } }, expect.stringContaining('BASE_TYPE_CHOICES')],
  ])('and %s means at once that the application did not respond', async (_, answer, problem) => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(() => answer)

    const startedMs = bot.clock.now()
    const reply = await bot.anna.slash(bot.channel, 'flux')

    expect(reply.state).toBe('failed')
    expect(bot.clock.now()).toBe(startedMs)
    expect(bot.simulator.endpoint.deliveries).toMatchObject([{ problem }])
    bot.simulator.validator.takeFailures()
  })

  test.each([
    ['202 without a callback', { status: 202 }],
    ['no answer', { status: 202, hangs: true }],
  ])('and %s means so after 3 s', async (_, answer) => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(() => answer)
    const startedMs = bot.clock.now()

    expect((await bot.anna.slash(bot.channel, 'flux')).state).toBe('failed')
    expect(bot.clock.now() - startedMs).toBe(3_000)
  })

  test('a bad answer changes nothing once the callback has come', async () => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(async (request) => {
      await bot.callback(request, { type: 4, data: { content: 'here' } })
      return { status: 500 }
    })

    const reply = await bot.anna.slash(bot.channel, 'flux')
    await bot.clock.advance(3_000)

    expect([reply.state, reply.message.content]).toEqual(['replied', 'here'])
  })

  test('again when it is repeated: the same bytes, signed again', async () => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(() => ({ status: 202 }))
    const reply = bot.anna.sendSlash(bot.channel, 'flux')
    await bot.clock.advance(1_000)
    await bot.simulator.endpoint.redeliver(reply.interactionId)

    const [first, second] = bot.received
    expect(second?.text).toBe(first?.text)
    expect(Number(second?.headers['x-signature-timestamp'])).toBe(Number(first?.headers['x-signature-timestamp']) + 1)
    expect(second && (await isSigned(bot, second))).toBe(true)
  })

  test('signed with a new key after the old one was replaced', async () => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use(bot.url)
    bot.on(() => ({ status: 202 }))
    const before = bot.simulator.endpoint.verifyKey
    bot.simulator.endpoint.renewKey()
    bot.anna.sendSlash(bot.channel, 'flux')
    await bot.clock.advance(0)

    expect(bot.simulator.endpoint.verifyKey).not.toBe(before)
    expect(bot.received[0] && (await isSigned(bot, bot.received[0]))).toBe(true)
  })

  test('of each replica in turn, and of another one when nothing listens there', async () => {
    await using bot = await startEndpointBot()
    const replica = await bot.startReplica()
    bot.simulator.endpoint.use(bot.url, replica.url)
    bot.on(() => ({ status: 200, json: { type: 5 } }))
    for (let count = 0; count < 3; count++) await bot.anna.slash(bot.channel, 'flux')
    await replica.close()
    await bot.anna.slash(bot.channel, 'flux')

    const urls = bot.simulator.endpoint.deliveries.map(({ url }) => url)
    expect(urls).toEqual([bot.url, replica.url, bot.url, bot.url])
  })
})

describe('PATCH /applications/@me', () => {
  const set = (bot: EndpointBot, url: unknown) =>
    bot.call('PATCH', '/applications/@me', { interactions_endpoint_url: url })

  test('takes a URL that answers PING and refuses wrong signatures, and removes it again', async () => {
    await using bot = await startEndpointBot()
    answersPings(bot)

    expect(await set(bot, bot.url)).toMatchObject({ status: 200, body: { interactions_endpoint_url: bot.url } })
    expect(bot.received.map(({ body }) => body['type'])).toEqual([1, 1])
    expect((await set(bot, null)).body.interactions_endpoint_url).toBeNull()
    expect(bot.simulator.endpoint.url).toBeUndefined()
  })

  test.each([
    ['takes wrong signatures', () => ({ status: 200, json: { type: 1 } })],
    ['answers PING with something else', () => ({ status: 200, json: { type: 4 } })],
    ['answers PING with 202', () => ({ status: 202 })],
    ['answers in no time', () => ({ status: 200, hangs: true })],
  ])('leaves everything as it was when the bot %s', async (_, answering) => {
    await using bot = await startEndpointBot()
    bot.simulator.endpoint.use('http://127.0.0.1:1/before')
    bot.on(answering)

    expect(await bot.clock.until(set(bot, bot.url))).toMatchObject({
      status: 400,
      body: {
        code: 50_035,
        errors: {
          interactions_endpoint_url: {
            _errors: [
              {
                code: 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
                message: 'The specified interactions endpoint URL could not be verified.',
              },
            ],
          },
        },
      },
    })
    expect(bot.simulator.endpoint.url).toBe('http://127.0.0.1:1/before')
  })

  test('takes no URL without https, but for this machine’s', async () => {
    await using bot = await startEndpointBot()

    expect(await set(bot, 'http://bot.example.com/interactions')).toMatchObject({
      status: 400,
      body: { errors: { interactions_endpoint_url: { _errors: [{ code: 'URL_TYPE_INVALID_SCHEME' }] } } },
    })
    expect(bot.received).toEqual([])
  })
})

test('the routine check removes a URL that takes wrong signatures', async () => {
  await using bot = await startEndpointBot()
  answersPings(bot)
  bot.simulator.endpoint.use(bot.url)
  expect(await bot.simulator.endpoint.probe()).toBeUndefined()

  bot.on(() => ({ status: 200, json: { type: 1 } }))

  expect(await bot.simulator.endpoint.probe()).toBe('a wrong signature was answered with 200, not with 401')
  expect(bot.simulator.endpoint.url).toBeUndefined()
})
