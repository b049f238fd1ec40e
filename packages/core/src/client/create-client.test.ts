import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { ProgressEvent } from '../tasks/progress.ts'
import {
  aBatch,
  anAcceptance,
  anErrorAnswer,
  aFinishedTask,
  anImage,
  anImageAnswer,
  aRunningTask,
} from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClientOptions } from './options.ts'
import type { FluxClient } from './types.ts'

interface Bench {
  readonly flux: FluxClient
  readonly clock: FakeClock
  readonly transport: ScriptedTransport
}

function createBench(steps: readonly ScriptStep[], options: Partial<FluxClientOptions> = {}): Bench {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  const flux = createFluxClient({ token: 'sk-secret-token', transport, clock, random: () => 0, ...options })
  return { flux, clock, transport }
}

const cat = { prompt: 'a white siamese cat' }

test.each(['async', 'sync'] as const)(
  'an AbortController for a signal is refused before anything is sent: %s',
  async (mode) => {
    const { flux, transport } = createBench([{ body: anAcceptance() }])
    const signal = new AbortController() as unknown as AbortSignal
    await expect(flux.generate(cat, { signal, mode })).rejects.toMatchObject({
      code: 'invalid_request',
      charged: 'no',
      issues: [{ field: 'signal', message: 'signal (object): must be an AbortSignal' }],
    })
    expect(transport.requests).toEqual([])
  },
)

describe('generate', () => {
  test('submits with async, then polls, and gives the images', async () => {
    const { flux, clock, transport } = createBench([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }])
    const done = flux.generate({ ...cat, model: 'flux-2-pro', size: '1024x768', count: 2 })
    await clock.advance(10_000)
    expect(await done).toMatchObject({
      taskId: 'task-1',
      traceId: 'trace-1',
      elapsedMs: 9_600,
      images: [{ url: 'https://cdn.example.com/cat.png', seed: 281520112, prompt: 'a white siamese cat' }],
    })
    expect(transport.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      [
        'POST',
        'https://api.acedata.cloud/flux/images',
        {
          action: 'generate',
          prompt: 'a white siamese cat',
          model: 'flux-2-pro',
          size: '1024x768',
          count: 2,
          async: true,
        },
      ],
      ['POST', 'https://api.acedata.cloud/flux/tasks', { action: 'retrieve_batch', ids: ['task-1'], limit: 1 }],
    ])
    expect(transport.requests[0]?.headers).toEqual({
      accept: 'application/json',
      authorization: 'Bearer sk-secret-token',
      'content-type': 'application/json',
    })
  })

  test('reports the submission, every poll and the outcome', async () => {
    const { flux, clock } = createBench([
      { body: anAcceptance() },
      { body: aBatch(aRunningTask('task-1', { started_at: undefined })) },
      { body: aBatch(aRunningTask()) },
      { body: aBatch(aFinishedTask()) },
    ])
    const events: ProgressEvent[] = []
    const startMs = clock.now()
    const done = flux.generate(cat, { onProgress: (event) => events.push(event) })
    await clock.advance(10_000)
    await done
    expect(events.map(({ type }) => type)).toEqual(['submitted', 'queued', 'running', 'succeeded'])
    expect(events[0]).toEqual({
      type: 'submitted',
      taskId: 'task-1',
      traceId: 'trace-1',
      size: { sent: '1024x1024', chosenBy: 'default' },
      atMs: startMs,
    })
    expect(events[1]).toMatchObject({ expectedMs: 8_000 })
  })

  test('a request that breaks a rule is not sent', async () => {
    const { flux, transport } = createBench([])
    await expect(flux.generate({ ...cat, model: 'flux-dev', size: '1000x1000' })).rejects.toMatchObject({
      code: 'invalid_request',
      charged: 'no',
      issues: [
        {
          field: 'size',
          message:
            'size 1000x1000: flux-dev needs multiples of 32 between 256 and 1440, or 1024x1792, or 1792x1024, ' +
            'or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21; nearest: 992x992',
          nearest: '992x992',
        },
      ],
    })
    expect(transport.requests).toEqual([])
  })

  test('every error after the submission names the task', async () => {
    const response = { success: false, error: { code: 'api_error', message: 'fetch failed' } }
    const { flux, clock } = createBench([
      { body: anAcceptance() },
      { body: aBatch(aFinishedTask('task-1', { response })) },
    ])
    const done = expect(flux.generate(cat)).rejects.toMatchObject({
      code: 'task_failed',
      taskId: 'task-1',
      serviceCode: 'api_error',
    })
    await clock.advance(10_000)
    await done
  })

  test('the deadline of the wait is the caller’s', async () => {
    const { flux, clock } = createBench([
      { body: anAcceptance() },
      { body: aBatch(aRunningTask()) },
      { body: aBatch(aRunningTask()) },
    ])
    const done = expect(flux.generate(cat, { deadlineMs: 3_000 })).rejects.toMatchObject({
      code: 'wait_deadline',
      taskId: 'task-1',
    })
    await clock.advance(3_100)
    await done
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('a listener that throws does not cost the image', async () => {
    const { flux, clock } = createBench([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }])
    const thrown: unknown[] = []
    const queue = globalThis.queueMicrotask
    globalThis.queueMicrotask = (callback) =>
      queue(() => {
        try {
          callback()
        } catch (error) {
          thrown.push(error)
        }
      })
    try {
      const done = flux.generate(cat, {
        onProgress: () => {
          throw new Error('a mistake in a progress bar')
        },
      })
      await clock.advance(10_000)
      expect((await done).images).toHaveLength(1)
    } finally {
      globalThis.queueMicrotask = queue
    }
    expect(thrown).toEqual([new Error('a mistake in a progress bar'), new Error('a mistake in a progress bar')])
  })

  test('in synchronous mode holds one connection and asks for nothing else', async () => {
    const { flux, transport } = createBench([{ body: anImageAnswer({ data: [anImage({ seed: 0 })] }) }])
    expect(await flux.generate(cat, { mode: 'sync' })).toMatchObject({ taskId: 'task-1', images: [{ seed: 0 }] })
    expect(transport.requests.map(({ body }) => body)).toEqual([
      { action: 'generate', prompt: 'a white siamese cat', model: 'flux-dev', size: '1024x1024', count: 1 },
    ])
  })

  test('in synchronous mode a failure that repeats token and prompt hides both', async () => {
    const message = `Refused: ${cat.prompt}, sk-secret-token`
    const { flux } = createBench([{ body: { ...anErrorAnswer('nsfw', message), task_id: 'task-1' } }])
    await expect(flux.generate(cat, { mode: 'sync' })).rejects.toMatchObject({
      code: 'task_failed',
      summary: 'The task failed.',
    })
  })

  test('in synchronous mode waits longer than for other answers, but not forever', async () => {
    const { flux, clock } = createBench(['hang'])
    const done = expect(flux.generate(cat, { mode: 'sync' })).rejects.toMatchObject({
      code: 'outcome_unknown',
      charged: 'unknown',
    })
    await clock.advance(299_999)
    expect(clock.pendingDelaysMs()).toEqual([1])
    await clock.advance(1)
    await done
  })

  test('an image in a synchronous answer that names no task is not lost', async () => {
    const { flux } = createBench([{ body: anImageAnswer({ task_id: undefined }) }])
    expect(await flux.generate(cat, { mode: 'sync' })).toMatchObject({
      taskId: '',
      images: [{ url: 'https://cdn.example.com/cat.png' }],
    })
  })

  test.each([
    [{ success: true, data: [] }],
    [{}],
    [{ success: false, error: 'upstream busy' }],
    [{ status: 'processing' }],
  ])('a synchronous answer that only accepts the task (%j) leads to a wait', async (answer) => {
    const body = { ...answer, task_id: 'task-1' }
    const { flux, clock } = createBench([{ body }, { body: aBatch(aFinishedTask()) }])
    const done = flux.generate(cat, { mode: 'sync' })
    await clock.advance(10_000)
    expect(await done).toMatchObject({ taskId: 'task-1', images: [{ seed: 281520112 }] })
  })

  test('a synchronous answer with a failure of the task is that failure', async () => {
    const { flux } = createBench([{ body: { ...anErrorAnswer('nsfw', 'no'), task_id: 'task-1' } }])
    const done = flux.generate(cat, { mode: 'sync' })
    await expect(done).rejects.toMatchObject({ code: 'task_failed', taskId: 'task-1', serviceCode: 'nsfw' })
  })
})

describe('edit', () => {
  test('sends the link and uses the edit model unless another is named', async () => {
    const { flux, clock, transport } = createBench([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }])
    const done = flux.edit({ prompt: 'make it night', imageUrl: 'https://example.com/day.png' })
    await clock.advance(20_000)
    await done
    expect(transport.requests[0]?.body).toEqual({
      action: 'edit',
      prompt: 'make it night',
      model: 'flux-kontext-pro',
      size: '1:1',
      image_url: 'https://example.com/day.png',
      async: true,
    })
  })
})

describe('submit', () => {
  const request = { action: 'generate', ...cat } as const

  test('gives the id at once, to be saved', async () => {
    const { flux, clock } = createBench([{ body: { task_id: 'task-7' } }])
    expect(await flux.submit(request)).toEqual({
      id: 'task-7',
      action: 'generate',
      model: 'flux-dev',
      size: { sent: '1024x1024', chosenBy: 'default' },
      submittedAtMs: clock.now(),
    })
  })

  test('passes a callback URL on', async () => {
    const { flux, transport } = createBench([{ body: anAcceptance() }])
    await flux.submit({ ...request, callbackUrl: 'https://bot.example.com/cb/1' })
    expect(transport.requests[0]?.body).toMatchObject({ callback_url: 'https://bot.example.com/cb/1', async: true })
  })

  test('an answer without a task id leaves the outcome unknown', async () => {
    const { flux, transport } = createBench([{ body: { trace_id: 'trace-9' } }], { findLost: false })
    await expect(flux.submit(request)).rejects.toMatchObject({ code: 'outcome_unknown', traceId: 'trace-9' })
    expect(transport.requests).toHaveLength(1)
  })

  test('an api_error that comes with status 200 may have been charged, as with status 500', async () => {
    const { flux } = createBench([{ body: anErrorAnswer('api_error') }])
    const submitted = flux.submit(request)
    await expect(submitted).rejects.toMatchObject({ code: 'api_error', charged: 'unknown', retryable: false })
  })

  test('an error that comes with status 200 and no task is that error', async () => {
    const { flux } = createBench([{ body: anErrorAnswer('used_up', 'balance is not sufficient') }])
    await expect(flux.submit(request)).rejects.toMatchObject({ code: 'used_up', charged: 'no', traceId: 'trace-1' })
  })

  test('an abort before it is sent costs nothing', async () => {
    const { flux, transport } = createBench([])
    await expect(flux.submit(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
      charged: 'no',
    })
    expect(transport.requests).toEqual([])
  })

  test('an abort on the way rejects at once, and a late answer still reports the id', async () => {
    const answer = Promise.withResolvers<void>()
    const { flux } = createBench([
      async () => {
        await answer.promise
        return { body: anAcceptance() }
      },
    ])
    const events: ProgressEvent[] = []
    const controller = new AbortController()
    const submitted = flux.submit(request, { signal: controller.signal, onProgress: (event) => events.push(event) })
    await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    await expect(submitted).rejects.toMatchObject({ code: 'aborted', charged: 'unknown', retryable: false })
    answer.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    expect(events).toMatchObject([{ type: 'submitted', taskId: 'task-1', late: true }])
  })

  test('an abort between two tries costs nothing and ends them', async () => {
    const { flux, clock, transport } = createBench([{ status: 429, body: anErrorAnswer('too_many_requests') }], {
      random: () => 1,
    })
    const controller = new AbortController()
    const submitted = expect(flux.submit(request, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      charged: 'no',
    })
    await clock.advance(100)
    controller.abort()
    await submitted
    expect(transport.requests).toHaveLength(1)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('asks for the token at each request, so that it can be replaced meanwhile', async () => {
    const tokens = ['first', 'second']
    const { flux, transport } = createBench([{ body: anAcceptance() }, { body: anAcceptance() }], {
      token: () => tokens.shift() ?? '',
    })
    await flux.submit(request)
    await flux.submit(request)
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer first', 'Bearer second'])
  })

  test.each([
    ['', 'no_token'],
    ['  ', 'no_token'],
    ['sk secret', 'invalid_token'],
    ['sk-secret\r\nx-evil: 1', 'invalid_token'],
    ['sk-sécret', 'invalid_token'],
  ])('the token %j is refused before anything is sent, and not repeated', async (token, code) => {
    const { flux, transport } = createBench([], { token })
    const error: unknown = await flux.submit(request).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, charged: 'no' })
    expect(inspect(error)).not.toContain('secret')
    expect(transport.requests).toEqual([])
  })

  test('a token that never comes counts as no token, and an abort does not wait for it', async () => {
    const { flux, clock } = createBench([], { token: () => new Promise(() => undefined) })
    const slow = expect(flux.submit(request)).rejects.toMatchObject({ code: 'no_token', charged: 'no' })
    const controller = new AbortController()
    const aborted = flux.submit(request, { signal: controller.signal })
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', charged: 'no' })
    await clock.advance(30_000)
    await slow
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('a token that cannot be read counts as no token', async () => {
    const { flux } = createBench([], { token: () => Promise.reject(new Error('locked')) })
    await expect(flux.submit(request)).rejects.toMatchObject({ code: 'no_token', cause: new Error('locked') })
  })
})

describe('tasks', () => {
  test('get looks once', async () => {
    const { flux, transport } = createBench([{ body: aRunningTask() }])
    expect(await flux.tasks.get('task-1')).toMatchObject({
      id: 'task-1',
      traceId: 'trace-1',
      state: 'running',
      createdAtMs: 1736304669779,
      startedAtMs: 1736304669839,
    })
    expect(transport.requests[0]?.body).toEqual({ action: 'retrieve', id: 'task-1' })
  })

  test('get returns a finished and a failed task', async () => {
    const failed = aFinishedTask('task-2', { response: { success: false, error: { code: 'nsfw', message: 'no' } } })
    const { flux } = createBench([{ body: aFinishedTask() }, { body: failed }])
    expect(await flux.tasks.get('task-1')).toMatchObject({
      state: 'succeeded',
      result: { images: [{ seed: 281520112 }] },
    })
    expect(await flux.tasks.get('task-2')).toMatchObject({
      state: 'failed',
      error: { code: 'task_failed', serviceCode: 'nsfw' },
    })
  })

  test('get: a 404 is about the task, unless the service says that there is no such API', async () => {
    const unknown = { status: 404, body: anErrorAnswer('not_found') }
    const { flux } = createBench([unknown, unknown, { status: 404, body: anErrorAnswer('no_api') }])
    await expect(flux.tasks.get('task-1')).rejects.toMatchObject({ code: 'unknown_task', taskId: 'task-1' })
    await expect(flux.tasks.get('task-1')).rejects.toMatchObject({ code: 'no_api', taskId: 'task-1' })
  })

  test('get: an unknown id can be an empty object, and one miss means nothing', async () => {
    const { flux, transport } = createBench([{ body: {} }, { body: aRunningTask() }, { body: {} }, { body: {} }])
    expect(await flux.tasks.get('task-1')).toMatchObject({ state: 'running' })
    await expect(flux.tasks.get('task-2')).rejects.toMatchObject({ code: 'unknown_task', charged: 'unknown' })
    expect(transport.requests).toHaveLength(4)
  })

  test('get: a task without an image has finished when it is seen for the third time after 10 s', async () => {
    const noImage = { body: aFinishedTask('task-1', { response: anImageAnswer({ data: [] }) }) }
    const { flux, clock } = createBench([noImage, noImage, noImage])
    const states: string[] = []
    for (let poll = 0; poll < 3; poll++) {
      states.push((await flux.tasks.get('task-1')).state)
      await clock.advance(5_000)
    }
    expect(states).toEqual(['running', 'running', 'failed'])
  })

  test('get: a page with 404 is a gateway’s and says nothing about the task', async () => {
    const { flux } = createBench([{ status: 404, body: '<h1>default backend</h1>' }], { retry: { maxAttempts: 1 } })
    await expect(flux.tasks.get('task-1')).rejects.toMatchObject({ code: 'bad_answer', status: 404 })
  })

  test('getMany polls in batches of 50, and leaves out what single requests do not find either', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `task-${index}`)
    const { flux, transport } = createBench([
      { body: aBatch(...ids.slice(0, 48).map((id) => aRunningTask(id)), { id: 'task-48', response: 7 }) },
      { body: aRunningTask('task-49') },
      { body: aBatch(...ids.slice(51).map((id) => aFinishedTask(id))) },
      { body: {} },
    ])
    const found = await flux.tasks.getMany(ids)
    expect(['task-0', 'task-48', 'task-49', 'task-50', 'task-59'].map((id) => found.get(id)?.state)).toEqual([
      'running',
      'running',
      'running',
      undefined,
      'succeeded',
    ])
    expect(transport.requests.map(({ body }) => body)).toMatchObject([
      { action: 'retrieve_batch', limit: 50 },
      { action: 'retrieve', id: 'task-49' },
      { action: 'retrieve_batch', limit: 10 },
      { action: 'retrieve', id: 'task-50' },
    ])
  })

  test('getMany does not call an id unknown when that could not be confirmed', async () => {
    const { flux } = createBench([{ body: aBatch() }, { status: 401, body: anErrorAnswer('invalid_token') }])
    await expect(flux.tasks.getMany(['task-1'])).rejects.toMatchObject({ code: 'invalid_token' })
  })

  test('a failed poll that quotes the prompt of a submission does not show it', async () => {
    const quote = { status: 500, body: anErrorAnswer('api_error', `Cannot draw: ${cat.prompt}`) }
    const { flux } = createBench([{ body: anAcceptance() }, quote], { retry: { maxAttempts: 1 } })
    await flux.submit({ action: 'generate', ...cat })
    const error: unknown = await flux.tasks.get('task-1').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'api_error', summary: 'The service failed.' })
  })

  test.each([[''], ['  '], [undefined], [7]])('the id %j is refused', async (id) => {
    const { flux } = createBench([])
    await expect(flux.tasks.get(id as string)).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(flux.tasks.wait(id as string)).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('all waits of a client share one poller', async () => {
    const { flux, clock, transport } = createBench([{ body: aBatch(aFinishedTask('b'), aFinishedTask('a')) }])
    const both = Promise.all([flux.tasks.wait('a'), flux.tasks.wait('b')])
    await clock.advance(0)
    expect((await both).map(({ taskId }) => taskId)).toEqual(['a', 'b'])
    expect(transport.requests).toHaveLength(1)
  })

  test('watch reports the progress of several tasks', async () => {
    const { flux, clock } = createBench([
      { body: aBatch(aRunningTask('a'), aFinishedTask('b')) },
      { body: aBatch(aFinishedTask('a')) },
    ])
    const seen: string[] = []
    const all = (async () => {
      for await (const event of flux.tasks.watch(['a', 'b'])) seen.push(`${event.taskId} ${event.type}`)
    })()
    await clock.advance(30_000)
    await all
    expect(seen).toEqual(['a running', 'b succeeded', 'a succeeded'])
  })
})

describe('checkConnection', () => {
  test('asks for a task that does not exist, which is free', async () => {
    const { flux, transport } = createBench([{ status: 404, body: anErrorAnswer('not_found') }])
    expect(await flux.checkConnection()).toEqual({ latencyMs: 0 })
    expect(transport.requests[0]?.body).toEqual({ action: 'retrieve', id: '00000000-0000-0000-0000-000000000000' })
  })

  test('throws what is wrong', async () => {
    const { flux } = createBench([
      { status: 401, body: anErrorAnswer('invalid_token') },
      'not-sent',
      { status: 404, body: anErrorAnswer('no_api') },
    ])
    await expect(flux.checkConnection()).rejects.toMatchObject({ code: 'invalid_token' })
    await expect(flux.checkConnection()).rejects.toMatchObject({ code: 'not_sent' })
    await expect(flux.checkConnection()).rejects.toMatchObject({ code: 'no_api' })
  })

  test('a page with 404 shows that the address is not that of the service', async () => {
    const { flux } = createBench([{ status: 404, body: '<h1>Not Found</h1>' }])
    await expect(flux.checkConnection()).rejects.toMatchObject({ code: 'bad_answer' })
  })
})

describe('checkSubmission', () => {
  test('sends a request that the service has to refuse, which is free', async () => {
    const { flux, transport } = createBench([{ status: 400, body: anErrorAnswer('bad_request') }])
    await expect(flux.checkSubmission()).resolves.toBeUndefined()
    expect(transport.requests[0]).toMatchObject({
      url: new URL('https://api.acedata.cloud/flux/images'),
      body: { action: 'check' },
    })
  })

  test.each(['token_mismatched', 'used_up', 'no_api'] as const)('throws %s', async (code) => {
    const { flux } = createBench([
      { status: { token_mismatched: 401, used_up: 403, no_api: 404 }[code], body: anErrorAnswer(code) },
    ])
    await expect(flux.checkSubmission()).rejects.toMatchObject({ code, charged: 'no' })
  })
})

describe('the client', () => {
  test('names every option that is wrong', () => {
    expect(() =>
      createFluxClient({ token: 't', baseUrl: 'http://example.com', requestTimeoutMs: 0, platformBaseUrl: 'nonsense' }),
    ).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        issues: [
          {
            field: 'requestTimeoutMs',
            message: 'requestTimeoutMs 0: must be a number of milliseconds from 1 to 2147483647',
          },
          { field: 'baseUrl', message: 'baseUrl: must be https:// (http:// only for loopback)' },
          { field: 'platformBaseUrl', message: 'platformBaseUrl: must be an absolute URL' },
        ],
      }),
    )
  })

  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1', 'https://proxy.example.com/flux/'])(
    'may speak to %s',
    (baseUrl) => {
      expect(() => createFluxClient({ token: 't', baseUrl })).not.toThrow()
    },
  )

  test.each([
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'ftp://127.0.0.1',
    'https://user:pass@example.com',
  ])('may not speak to %s', (baseUrl) => {
    expect(() => createFluxClient({ token: 't', baseUrl })).toThrow('baseUrl')
  })

  test('keeps the path of its base URL', async () => {
    const { flux, transport } = createBench([{ body: anAcceptance() }], {
      baseUrl: 'https://gateway.example.com/flux-api/',
    })
    await flux.submit({ action: 'generate', ...cat })
    expect(transport.requests[0]?.url).toBe('https://gateway.example.com/flux-api/flux/images')
  })

  test('shows no token when it is printed', () => {
    expect(inspect(createBench([]).flux, { depth: 10, showHidden: true })).not.toContain('secret')
  })

  test('once closed ends its waits, takes no call and leaves no timer', async () => {
    const { flux, clock } = createBench([{ body: anAcceptance() }])
    const done = expect(flux.generate(cat)).rejects.toMatchObject({ code: 'client_closed', taskId: 'task-1' })
    await clock.advance(0)
    await flux[Symbol.asyncDispose]()
    await done
    await expect(flux.submit({ action: 'generate', ...cat })).rejects.toMatchObject({
      code: 'client_closed',
      charged: 'no',
    })
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('closing gives up a submission that is on its way, whose outcome is then unknown', async () => {
    const { flux, clock } = createBench(['hang'])
    const done = expect(flux.submit({ action: 'generate', ...cat })).rejects.toMatchObject({
      code: 'aborted',
      charged: 'unknown',
    })
    await clock.advance(0)
    await flux.close()
    await done
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('no failure shows the token or the prompt, whatever the service repeats', async () => {
    const prompt = 'a very private birthday image'
    const leak = `Bearer sk-secret-token was refused for "${prompt}"`
    const steps: ScriptStep[] = [400, 401, 403, 404, 500].map((status) => ({
      status,
      body: anErrorAnswer('bad_request', leak),
    }))
    const answers = [...steps, { body: anErrorAnswer('used_up', leak) }, { status: 502, body: leak }, { body: leak }]
    const { flux } = createBench(answers, { findLost: false })
    for (let index = 0; index < 8; index++) {
      const error: unknown = await flux.submit({ action: 'generate', prompt }).catch((reason: unknown) => reason)
      const shown = `${String(error)} ${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`
      expect(shown).not.toContain('sk-secret-token')
      expect(shown).not.toContain('birthday')
    }
  })
})
