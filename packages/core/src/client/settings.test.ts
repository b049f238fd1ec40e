import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { anAcceptance, aFinishedTask } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'

/** Options of callers without a compiler. @returns field and message of every problem */
function problems(options: object): string[][] {
  try {
    createFluxClient({ token: 'any', ...options })
    return []
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    return error.issues.map(({ field, message }) => [field, message])
  }
}

const request = { action: 'generate', prompt: 'a red fox' } as const

beforeEach(() => {
  for (const name of ['ACEDATACLOUD_API_TOKEN', 'ACEDATACLOUD_API_BASE_URL', 'ACEDATACLOUD_PLATFORM_TOKEN']) {
    vi.stubEnv(name, undefined)
  }
})

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('options that mean nothing are refused with the nearest name', () => {
  it.each([
    [{ baseURL: 'http://127.0.0.1:1' }, 'baseURL', 'baseURL: not an option; nearest: baseUrl'],
    [{ requestTimeout: 1 }, 'requestTimeout', 'requestTimeout: not an option; nearest: requestTimeoutMs'],
    [{ header: {} }, 'header', 'header: not an option; nearest: headers'],
    [{ apiKey: 'sk-1' }, 'apiKey', 'apiKey: not an option; nearest: token'],
    [{ endpoint: 'https://a.example' }, 'endpoint', 'endpoint: not an option; nearest: baseUrl'],
    [{ zzz: 1 }, 'zzz', 'zzz: not an option'],
    [{ width: 1 }, 'width', 'width: not an option'],
    [{ constructor: 1 }, 'constructor', 'constructor: not an option'],
    [{ retry: { maxAttempt: 3 } }, 'retry.maxAttempt', 'retry.maxAttempt: not a field of retry; nearest: maxAttempts'],
  ])('%j', (options, field, message) => {
    expect(problems(options)).toEqual([[field, message]])
  })

  it('unless they are undefined', () => {
    expect(problems({ baseURL: undefined, retry: { maxTries: undefined } })).toEqual([])
  })
})

describe('options with a value that cannot work are refused', () => {
  it.each([
    [{ token: 7 }, 'token (number): must be text or a function'],
    [{ token: null }, 'token (object): must be text or a function'],
    [{ baseUrl: 7 }, 'baseUrl 7: must be text'],
    [{ fetch: 'fetch' }, 'fetch fetch: must be a function'],
    [{ fetch: () => 1, transport: () => 1 }, 'fetch: leave it out, transport is given'],
    [{ onRequest: {} }, 'onRequest (object): must be a function'],
    [{ logger: true }, 'logger true: must be an object'],
    [{ repeatRefusedSize: 'no' }, 'repeatRefusedSize no: must be true or false'],
    [{ retry: 3 }, 'retry: must be an object'],
    [{ retry: { maxAttempts: Infinity } }, 'retry.maxAttempts Infinity: must be a whole number from 1 to 100'],
    [{ retry: { maxAttempts: 0 } }, 'retry.maxAttempts 0: must be a whole number from 1 to 100'],
    [{ retry: { maxAttempts: 1.5 } }, 'retry.maxAttempts 1.5: must be a whole number from 1 to 100'],
    [{ retry: { maxAttempts: '3' } }, 'retry.maxAttempts 3: must be a whole number from 1 to 100'],
    [
      { retry: { baseDelayMs: Number.NaN } },
      'retry.baseDelayMs NaN: must be a number of milliseconds from 0 to 2147483647',
    ],
    [{ retry: { maxDelayMs: -1 } }, 'retry.maxDelayMs -1: must be a number of milliseconds from 0 to 2147483647'],
    [
      { requestTimeoutMs: Infinity },
      'requestTimeoutMs Infinity: must be a number of milliseconds from 1 to 2147483647',
    ],
    [
      { syncTimeoutMs: 2_147_483_648 },
      'syncTimeoutMs 2147483648: must be a number of milliseconds from 1 to 2147483647',
    ],
    [{ minPollIntervalMs: '450' }, 'minPollIntervalMs 450: must be a number of milliseconds from 1 to 2147483647'],
    [{ headers: 'x-app: 1' }, 'headers "x-app: 1": must be an object of names and values'],
    [{ headers: { Authorization: 'x' } }, 'header Authorization: is set by Fluxkit'],
    [{ headers: { 'Content-Type': 'x' } }, 'header Content-Type: is set by Fluxkit'],
    [{ headers: { 'x app': 'x' } }, 'header "x app": is not a header name'],
    [{ headers: { 'x-app': 'a\r\nb: c' } }, 'header x-app: must have a value that a header can carry'],
    [{ headers: { 'x-app': '猫' } }, 'header x-app: must have a value that a header can carry'],
    [{ headers: { 'x-app': 1 } }, 'header x-app: must have a value that a header can carry'],
  ])('%j', (options, message) => {
    expect(problems(options).map(([, text]) => text)).toEqual([message])
  })

  it('all at once', () => {
    expect(problems({ baseURL: 'x', retry: { maxAttempts: 0 }, syncTimeoutMs: 0 })).toHaveLength(3)
  })
})

it('a retry field that is undefined keeps its default: the tries end', async () => {
  const transport = createScriptedTransport(Array.from({ length: 5 }, () => ({ status: 429, body: { error: 'busy' } })))
  const flux = createFluxClient({
    token: 'any',
    transport,
    random: () => 0,
    retry: { maxAttempts: undefined as never, baseDelayMs: 0 },
  })
  await expect(flux.submit(request)).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(transport.requests).toHaveLength(4)
})

describe('the environment', () => {
  it('has the token when no option has, read again for each request', async () => {
    const transport = createScriptedTransport([{ body: anAcceptance() }, { body: anAcceptance() }])
    vi.stubEnv('ACEDATACLOUD_API_TOKEN', ' first ')
    const flux = createFluxClient({ transport })
    await flux.submit(request)
    vi.stubEnv('ACEDATACLOUD_API_TOKEN', 'second')
    await flux.submit(request)
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer first', 'Bearer second'])
  })

  it('does not replace a token that was given, not even an empty one', async () => {
    vi.stubEnv('ACEDATACLOUD_API_TOKEN', 'from the environment')
    const flux = createFluxClient({ token: '', transport: createScriptedTransport([]) })
    await expect(flux.submit(request)).rejects.toMatchObject({ code: 'no_token' })
  })

  it('without a token is an error of the first request', async () => {
    await expect(createFluxClient().submit(request)).rejects.toMatchObject({ code: 'no_token', charged: 'no' })
  })

  it('has the address of the service', async () => {
    vi.stubEnv('ACEDATACLOUD_API_BASE_URL', 'http://127.0.0.1:9/api')
    const transport = createScriptedTransport([{ body: anAcceptance() }])
    await createFluxClient({ token: 'any', transport }).submit(request)
    expect(transport.requests[0]?.url).toBe('http://127.0.0.1:9/api/flux/images')
  })

  it('names the variable that has a wrong address', () => {
    vi.stubEnv('ACEDATACLOUD_API_BASE_URL', 'http://example.com')
    expect(problems({})).toEqual([
      [
        'baseUrl (ACEDATACLOUD_API_BASE_URL)',
        'baseUrl (ACEDATACLOUD_API_BASE_URL): must be https:// (http:// only for loopback)',
      ],
    ])
  })

  it('may not exist, and may not be readable', async () => {
    for (const process of [
      undefined,
      {},
      {
        env: new Proxy(
          {},
          {
            get: () => {
              throw new Error('denied')
            },
          },
        ),
      },
    ]) {
      vi.stubGlobal('process', process)
      const failed = createFluxClient({ transport: createScriptedTransport([]) }).submit(request)
      const error = await failed.catch((reason: unknown) => reason)
      vi.unstubAllGlobals()
      expect(error).toMatchObject({ code: 'no_token' })
    }
  })
})

describe('headers and time limits', () => {
  it('of the client go with every request to the service, those of a call with its own', async () => {
    const transport = createScriptedTransport([{ body: aFinishedTask() }, { body: aFinishedTask() }])
    const flux = createFluxClient({ token: 'any', transport, headers: { 'X-App': 'fox', 'user-agent': 'fox/1' } })
    await flux.tasks.get('task-1', { headers: { 'x-app': 'owl', 'x-more': '1' } })
    await flux.checkConnection()
    expect(transport.requests.map(({ headers }) => headers)).toMatchObject([
      { 'x-app': 'owl', 'x-more': '1', 'user-agent': 'fox/1', authorization: 'Bearer any' },
      { 'x-app': 'fox', 'user-agent': 'fox/1', authorization: 'Bearer any' },
    ])
  })

  it('of a call that cannot work are refused before anything is sent', async () => {
    const transport = createScriptedTransport([])
    const flux = createFluxClient({ token: 'any', transport })
    for (const options of [{ timeoutMs: 0 }, { timeoutMs: Infinity }, { headers: { authorization: 'x' } }]) {
      await expect(flux.checkConnection(options)).rejects.toMatchObject({ code: 'invalid_request', charged: 'no' })
    }
    expect(transport.requests).toEqual([])
  })

  it('of a call end it when its time is over', async () => {
    const clock = createFakeClock()
    const flux = createFluxClient({ token: 'any', clock, transport: createScriptedTransport(['hang', 'hang']) })
    const failed = [
      flux.submit(request, { timeoutMs: 1_000 }).catch((error: unknown) => error),
      flux.generate({ prompt: 'a' }, { mode: 'sync', timeoutMs: 400_000 }).catch((error: unknown) => error),
    ]
    await clock.advance(1_000)
    expect(await failed[0]).toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
    await clock.advance(398_999)
    expect(clock.pendingDelaysMs()).toEqual([1])
    await clock.advance(1)
    expect(await failed[1]).toMatchObject({ code: 'outcome_unknown' })
  })
})

it('a fetch of the application sends every request', async () => {
  const seen: string[] = []
  const flux = createFluxClient({
    token: 'any',
    fetch: async (input) => {
      seen.push(input instanceof Request ? input.url : String(input))
      return Response.json(anAcceptance())
    },
  })
  await flux.submit(request)
  expect(seen).toEqual(['https://api.acedata.cloud/flux/images'])
})
