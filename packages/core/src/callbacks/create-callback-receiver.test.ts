import { createHmac } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import { InvalidRequestError } from '../errors/request-errors.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { type CallbackKey, generateCallbackKey } from './callback-key.ts'
import {
  type CallbackReceiver,
  type CallbackReceiverOptions,
  createCallbackReceiver,
} from './create-callback-receiver.ts'
import type { CallbackEvent } from './read-callback.ts'

const secretKey = 'TBnqFQjP3SJgXbCq6mZ1Hk0vYdR8uLwE2aKsOi5pN7M'
const otherKey = 'zYx9WvU8tSr7QpO6nMl5KjI4hGf3EdC2bA1qWeRtYuI'
const publicUrl = 'https://bot.example.com/flux/callback'
const answer = {
  success: true,
  task_id: 'task-1',
  trace_id: 'trace-1',
  data: [{ image_url: 'https://fal.media/a.png' }],
}

interface Setup {
  readonly receiver: CallbackReceiver
  readonly clock: FakeClock
  readonly events: CallbackEvent[]
  readonly errors: unknown[]
  /** POSTs a body to the URL of `job-1`, and lets what follows the reply happen. */
  readonly post: (body: BodyInit | object, jobKey?: string) => Promise<Response>
}

function setup(options: Partial<CallbackReceiverOptions> = {}): Setup {
  const clock = createFakeClock()
  const events: CallbackEvent[] = []
  const errors: unknown[] = []
  const receiver = createCallbackReceiver({
    secretKey,
    publicUrl,
    clock,
    onResult: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  })
  const post = async (body: BodyInit | object, jobKey = 'job-1'): Promise<Response> => {
    const response = await receiver.handle(request(await receiver.urlFor(jobKey), body))
    await clock.advance(0)
    return response
  }
  return { receiver, clock, events, errors, post }
}

function request(url: string, body: BodyInit | object): Request {
  const isPlain = Object.getPrototypeOf(body) === Object.prototype || Array.isArray(body)
  return new Request(url, {
    method: 'POST',
    body: isPlain ? JSON.stringify(body) : (body as BodyInit),
    duplex: 'half',
  } as RequestInit)
}

async function expectEmpty(response: Response, status: number): Promise<void> {
  expect({ status: response.status, body: await response.text() }).toEqual({ status, body: '' })
}

describe('a good callback', () => {
  it('is answered with 200 and reported', async () => {
    const { events, errors, post } = setup()
    const response = await post(answer)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('{"received":true}')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(events).toEqual([{ jobKey: 'job-1', taskId: 'task-1', traceId: 'trace-1', body: answer }])
    expect(errors).toEqual([])
  })

  it('is reported only after the reply was made', async () => {
    const { receiver, clock, events } = setup()
    await receiver.handle(request(await receiver.urlFor('job-1'), answer))
    expect(events).toEqual([])
    await clock.advance(0)
    expect(events.length).toBe(1)
  })

  it('is known again by another receiver with the same key', async () => {
    const url = await setup().receiver.urlFor('job-1')
    const { receiver, clock, events } = setup()
    expect((await receiver.handle(request(url, answer))).status).toBe(200)
    await clock.advance(0)
    expect(events[0]?.jobKey).toBe('job-1')
  })

  it('is known again behind a proxy that takes a part of the path away', async () => {
    const { receiver } = setup()
    const path = new URL(await receiver.urlFor('job-1')).pathname.replace('/flux/callback', '')
    expect((await receiver.handle(request(`http://10.0.0.5:8080${path}`, answer))).status).toBe(200)
  })

  it('may report a failure, and leave out the trace id', async () => {
    const { events, post } = setup()
    const body = { success: false, task_id: 'task-1', error: { code: 'api_error', message: 'no' } }
    await post(body)
    expect(events).toEqual([{ jobKey: 'job-1', taskId: 'task-1', traceId: undefined, body }])
  })

  it('hands the report to hosts that stop after the reply', async () => {
    const { receiver, clock, events } = setup()
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    await receiver.handle(request(await receiver.urlFor('job-1'), answer), { waitUntil })
    await clock.advance(0)
    await waitUntil.mock.calls[0]![0]
    expect(events.length).toBe(1)
  })
})

describe('a repeated callback', () => {
  it('is answered alike and reported once', async () => {
    const { events, post } = setup()
    const statuses = [await post(answer), await post({ ...answer, trace_id: 'other' }), await post(answer)]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(events.length).toBe(1)
  })

  it('is reported again when it reports another outcome, task or job', async () => {
    const { events, post } = setup()
    await post({ success: true, task_id: 'task-1' })
    await post({ success: false, task_id: 'task-1' })
    await post(answer)
    await post({ ...answer, task_id: 'task-2' })
    await post(answer, 'job-2')
    expect(events.map(({ jobKey, taskId }) => `${jobKey} ${taskId}`)).toEqual([
      'job-1 task-1',
      'job-1 task-1',
      'job-1 task-1',
      'job-1 task-2',
      'job-2 task-1',
    ])
  })
})

describe('a listener', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('database gone')
      },
    ],
    ['rejects', () => Promise.reject(new Error('database gone'))],
  ])('that %s is given to onError, and the reply stays', async (_, onResult) => {
    const { errors, post } = setup({ onResult })
    expect((await post(answer)).status).toBe(200)
    expect(errors).toEqual([new Error('database gone')])
  })

  it('may fail even in onError', async () => {
    const fail = (): never => {
      throw new Error('worse')
    }
    const { post } = setup({ onResult: fail, onError: fail })
    expect((await post(answer)).status).toBe(200)
  })
})

describe('a forged callback', () => {
  it.each([
    ['no path', () => 'https://bot.example.com/'],
    ['no signature', (url: string) => url.slice(0, url.lastIndexOf('/'))],
    ['an empty signature', (url: string) => url.slice(0, url.lastIndexOf('/') + 1)],
    ['a shortened signature', (url: string) => url.slice(0, -2)],
    ['a changed signature', (url: string) => url.slice(0, -5) + (url.at(-5) === 'A' ? 'B' : 'A') + url.slice(-4)],
    ['text that is not base64', (url: string) => url.replace(/[^/]+$/, '%00**')],
    ['another job', (url: string) => url.replace('/am9iLTE/', '/am9iLTI/')],
    ['a longer path', (url: string) => `${url}/more`],
  ])('with %s is answered with an empty 404, its body unread', async (_, forge) => {
    const { receiver, clock, events } = setup()
    const forged = request(forge(await receiver.urlFor('job-1')), answer)
    await expectEmpty(await receiver.handle(forged), 404)
    expect(forged.bodyUsed).toBe(false)
    await clock.advance(0)
    expect(events).toEqual([])
  })

  it('signed with another key is answered with 404', async () => {
    const url = await setup({ secretKey: otherKey }).receiver.urlFor('job-1')
    await expectEmpty(await setup().receiver.handle(request(url, answer)), 404)
  })

  it('is refused whatever its path', async () => {
    const { receiver } = setup()
    // Not `webPath`, which takes 80 ms for each.
    const letter = fc.constantFrom(
      'a',
      'Z',
      '0',
      '-',
      '_',
      '.',
      '~',
      '!',
      '$',
      '&',
      '*',
      '+',
      ';',
      '=',
      ':',
      '@',
      '%2F',
      '%00',
      'é',
    )
    const segments = fc.array(fc.string({ unit: letter, maxLength: 60 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(segments, async (path) => {
        await expectEmpty(await receiver.handle(request(`https://bot.example.com/${path.join('/')}`, answer)), 404)
      }),
    )
  })
})

describe('a broken callback', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'by %s is answered with 405, to the right URL only',
    async (method) => {
      const { receiver } = setup()
      const url = await receiver.urlFor('job-1')
      const response = await receiver.handle(new Request(url, { method }))
      expect(response.headers.get('allow')).toBe('POST')
      await expectEmpty(response, 405)
      await expectEmpty(await receiver.handle(new Request(`${url}x`, { method })), 404)
    },
  )

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['half of it', '{"task_id":'],
    ['a list', '[{"task_id":"task-1"}]'],
    ['null', 'null'],
    ['text', '"task-1"'],
    ['bytes that are not UTF-8', Buffer.from('{"task_id":"a\xff"}', 'latin1')],
  ])('of %s is answered with 400', async (_, body) => {
    const { events, post } = setup()
    await expectEmpty(await post(body), 400)
    expect(events).toEqual([])
  })

  it.each([
    ['a number', '{"task_id":12345}', '12345'],
    ['a number that JSON rounds', '{"task_id":90071992547409931}', '90071992547409931'],
    ['another spelling', '{"taskId":"task-1"}', 'task-1'],
    ['a place further inside', '{"data":{"task":{"id":"tâche-1"}}}', 'tâche-1'],
    ['none', '{"success":true,"data":[{"image_url":"https://cdn.example.com/a.png"}]}', undefined],
    ['an empty one', '{"task_id":""}', undefined],
    ['an endless one', JSON.stringify({ task_id: 'x'.repeat(201) }), undefined],
  ])('with a task id that is %s is reported: its URL says whose it is', async (_, body, taskId) => {
    const { events, post, clock } = setup()
    expect((await post(body)).status).toBe(200)
    await clock.advance(0)
    expect(events).toMatchObject([{ jobKey: 'job-1', taskId, body: JSON.parse(body) as unknown }])
  })

  it('without a body is answered with 400', async () => {
    const { receiver } = setup()
    await expectEmpty(await receiver.handle(new Request(await receiver.urlFor('job-1'), { method: 'POST' })), 400)
  })

  it('whose body was read by somebody else is answered with 400', async () => {
    const { receiver } = setup()
    const used = request(await receiver.urlFor('job-1'), answer)
    await used.text()
    await expectEmpty(await receiver.handle(used), 400)
  })

  it('of too many bytes is answered with 413, and not read to its end', async () => {
    const { events, post } = setup({ maxBytes: 1000 })
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(100))
      },
    })
    await expectEmpty(await post(endless), 413)
    expect(pulled).toBeLessThan(15)
    expect(events).toEqual([])
  })

  it('that announces too many bytes is answered with 413 unread', async () => {
    const { receiver } = setup({ maxBytes: 1000 })
    const announced = new Request(await receiver.urlFor('job-1'), {
      method: 'POST',
      body: '{}',
      headers: { 'content-length': '1001' },
    })
    await expectEmpty(await receiver.handle(announced), 413)
    expect(announced.bodyUsed).toBe(false)
  })

  it('may be 1 MiB by default', async () => {
    const { post } = setup()
    const body = `{"task_id":"task-1","x":"${'x'.repeat(2 ** 20 - 27)}"}`
    expect(body.length).toBe(1_048_576)
    expect((await post(body)).status).toBe(200)
    await expectEmpty(await post(`${body} `), 413)
  })

  it('that stops in the middle is answered with 408 and cancelled', async () => {
    const { receiver, clock } = setup()
    let cancelled = false
    const stalled = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"task_id":')),
      cancel: () => void (cancelled = true),
    })
    const startedMs = clock.now()
    await expectEmpty(await clock.until(receiver.handle(request(await receiver.urlFor('job-1'), stalled))), 408)
    expect([clock.now() - startedMs, cancelled]).toEqual([10_000, true])
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  it('whose connection breaks is answered with 400', async () => {
    const { post } = setup()
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) })
    await expectEmpty(await post(broken), 400)
  })

  it('never makes the receiver reject, whatever the body', async () => {
    const { receiver } = setup()
    const url = await receiver.urlFor('job-1')
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), async (body) => {
        const { status } = await receiver.handle(request(url, body as BodyInit))
        expect([200, 400]).toContain(status)
      }),
    )
  })
})

describe('URLs', () => {
  it('hold the job key and its HMAC-SHA-256 in base64url', async () => {
    const mac = createHmac('sha256', secretKey).update('job-1').digest('base64url')
    expect(await setup().receiver.urlFor('job-1')).toBe(`https://bot.example.com/flux/callback/am9iLTE/${mac}`)
  })

  it('survive a slash at the end of the public URL', async () => {
    const plain = await setup({ publicUrl: 'http://127.0.0.1:8080' }).receiver.urlFor('job-1')
    expect(await setup({ publicUrl: 'http://127.0.0.1:8080//' }).receiver.urlFor('job-1')).toBe(plain)
    expect(plain).toMatch(/^http:\/\/127\.0\.0\.1:8080\/am9iLTE\/[\w-]{43}$/)
  })

  it('carry any text there and back', async () => {
    const { receiver, clock, events } = setup()
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((key) => key.length <= 256),
        async (jobKey) => {
          events.length = 0
          const response = await receiver.handle(
            request(await receiver.urlFor(jobKey), { task_id: crypto.randomUUID() }),
          )
          expect(response.status).toBe(200)
          await clock.advance(0)
          expect(events[0]?.jobKey).toBe(jobKey)
        },
      ),
      { numRuns: 30, examples: [['.'], ['..'], ['a/b'], ['%2e'], ['💥'], ['?#&']] },
    )
  })

  it.each([[''], ['x'.repeat(257)], ['\ud83d']])('are not made for the job key %j', async (jobKey) => {
    await expect(setup().receiver.urlFor(jobKey)).rejects.toMatchObject({ issues: [{ field: 'jobKey' }] })
  })

  it.each([
    '',
    'bot.example.com',
    'ftp://bot.example.com',
    'https://bot.example.com/?a=1',
    'https://bot.example.com/#a',
  ])('are not made below %j', (badUrl) => {
    expect(() => setup({ publicUrl: badUrl })).toThrow(InvalidRequestError)
  })
})

describe('keys', () => {
  it('can be changed: the first signs, all verify', async () => {
    const old = await setup({ secretKey: otherKey }).receiver.urlFor('job-1')
    const { receiver } = setup({ secretKey: [secretKey, otherKey] })
    expect(await receiver.urlFor('job-1')).toBe(await setup().receiver.urlFor('job-1'))
    expect((await receiver.handle(request(old, answer))).status).toBe(200)
  })

  it('are made of 32 random bytes', () => {
    const keys = Array.from({ length: 100 }, generateCallbackKey)
    expect(new Set(keys).size).toBe(100)
    for (const key of keys) {
      expect(key).toMatch(/^[\w-]{43}$/)
      expect(() => setup({ secretKey: key })).not.toThrow()
    }
  })

  it('may be bytes, or 32 bytes in hexadecimal', () => {
    const random = crypto.getRandomValues(new Uint8Array(32))
    expect(() => setup({ secretKey: random })).not.toThrow()
    expect(() => setup({ secretKey: Buffer.from(random).toString('hex') })).not.toThrow()
  })

  it.each<[CallbackKey | readonly CallbackKey[], string]>([
    ['', 'empty'],
    ['password', 'short'],
    [secretKey.slice(1), 'a character short'],
    ['0123456789abcdef0123456789abcdef', '16 bytes in hexadecimal'],
    ['a'.repeat(64), 'always the same'],
    [new Uint8Array(32), 'zeros'],
    [new Uint8Array(31).map((_, index) => index), 'a byte short'],
    [[], 'none at all'],
    [[secretKey, 'short'], 'one of several too short'],
  ])('%j are refused (%s), without repeating them', (...[key]) => {
    let thrown: unknown
    try {
      setup({ secretKey: key })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({ code: 'invalid_request', issues: [{ field: 'secretKey' }] })
    expect(String(thrown)).not.toMatch(/password|0123456789/)
  })
})
