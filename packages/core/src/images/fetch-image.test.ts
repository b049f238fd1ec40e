import { describe, expect, it } from 'vitest'

import { defaultRetryPolicy } from '../http/retry.ts'
import { type Transport, TransportError } from '../http/transport.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { type DownloadedImage, downloadImage, type DownloadOptions } from './download-image.ts'
import { fetchImage, type ImageNetwork } from './fetch-image.ts'
import { bytes } from './fixtures/bytes.ts'
import { images } from './fixtures/images.ts'
import { privateAddressCode } from './public-address.ts'

const link = 'https://user-files.fal.media/a.webp?signature=secret'
const redirect = (location: string, status = 302): ScriptStep => ({ status, headers: { location } })

interface Setup {
  readonly network: ImageNetwork
  readonly transport: ScriptedTransport
  readonly clock: FakeClock
}

function setup(steps: readonly ScriptStep[], baseUrl = 'https://api.acedata.cloud', random = 1): Setup {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  return {
    transport,
    clock,
    network: { transport, clock, random: () => random, retry: defaultRetryPolicy, baseUrl: new URL(baseUrl) },
  }
}

/** Lets pauses pass; gives what the download came to and how long it waited before each further try. */
async function finish(
  { network, clock }: Setup,
  options: DownloadOptions = {},
  url = link,
): Promise<{ image?: DownloadedImage; error?: unknown; pausesMs: number[] }> {
  const pausesMs: number[] = []
  let done = false
  const outcome = downloadImage(network, url, options).then(
    (image) => ({ image }),
    (error: unknown) => ({ error }),
  )
  void outcome.then(() => (done = true))
  for (let step = 0; step < 20; step++) {
    await clock.advance(0)
    if (done) break
    pausesMs.push((await clock.advanceToNextTimer()) ?? Number.NaN)
  }
  return { ...(await outcome), pausesMs }
}

it('a mistake in the transport is not taken for a lost connection, nor tried again', async () => {
  const given = setup([
    () => {
      throw new TypeError('x is not a function')
    },
  ])
  const { error, pausesMs } = await finish(given, { taskId: 'task-1' })
  expect(error).toMatchObject({ code: 'transport_failed', charged: 'yes', taskId: 'task-1' })
  expect(pausesMs).toEqual([])
})

describe('an image that comes', () => {
  it('is identified by its bytes, not by link or content type', async () => {
    const given = setup([{ headers: { 'content-type': 'image/webp' }, body: images.png }])
    const { image } = await finish(given)
    expect(image).toEqual({
      bytes: images.png,
      format: 'png',
      mimeType: 'image/png',
      extension: 'png',
      width: 24,
      height: 16,
      url: link,
    })
    expect(given.clock.pendingDelaysMs()).toEqual([])
  })

  it('is asked for without credentials, as an address from outside', async () => {
    const given = setup([{ body: images.png }])
    await finish(given)
    expect(given.transport.requests).toEqual([
      { method: 'GET', url: link, headers: { accept: 'image/*' }, body: undefined, network: 'public' },
    ])
  })

  it('is complete when the connection breaks behind its last byte', async () => {
    const twice = bytes(images.png, new Uint8Array(images.png.length))
    const { image, pausesMs } = await finish(setup([{ cut: { body: twice } }]))
    expect(image?.bytes).toEqual(images.png)
    expect(pausesMs).toEqual([])
  })

  it('may be exactly as large as the limit', async () => {
    expect((await finish(setup([{ body: images.png }]), { maxBytes: 1058 })).image?.width).toBe(24)
  })
})

describe('a length that is announced', () => {
  it.each(['ten', '1057, 1057', '-1', ''])('is not believed when it is not a number: %j', async (length) => {
    const { image } = await finish(setup([{ headers: { 'content-length': length }, body: images.png }]))
    expect(image?.bytes).toEqual(images.png)
  })
})

describe('an image that is too large', () => {
  it.each([
    ['by its announced length', { headers: { 'content-length': '1058' }, body: images.png }],
    ['by what arrives', { body: images.png }],
    ['by what arrives, announced as less', { headers: { 'content-length': '3' }, body: images.png }],
  ])('%s is refused at once', async (_, answer) => {
    const { error, pausesMs } = await finish(setup([answer]), { maxBytes: 1057 })
    expect(error).toMatchObject({ code: 'image_too_large', charged: 'yes', retryable: false })
    expect(error).toMatchObject({ advice: 'Allow more bytes (maxBytes) and download it again.' })
    expect(pausesMs).toEqual([])
  })

  it('is by default one of more than 64 MiB', async () => {
    const { error } = await finish(setup([{ headers: { 'content-length': '67108865' } }]))
    expect(error).toMatchObject({ summary: 'The image is larger than 67108864 bytes.' })
  })
})

describe('tries', () => {
  it.each([
    ['a connection that is not made', 'not-sent'],
    ['a connection that is lost', 'lost'],
    ['a body that breaks off', { cut: { body: images.png } }],
    ['a body that ends early', { body: images.png.subarray(0, 500) }],
    ['an empty body', { body: '' }],
    ['500', { status: 500, body: 'x' }],
    ['502', { status: 502, body: '<html>' }],
    ['429', { status: 429 }],
    ['408', { status: 408 }],
  ] as const)('are repeated after %s', async (_, step) => {
    const { image, pausesMs } = await finish(setup([step, { body: images.gif }]))
    expect(image?.bytes).toEqual(images.gif)
    expect(pausesMs).toEqual([500])
  })

  it('come after pauses that double, four in all', async () => {
    const given = setup(['lost', 'lost', 'lost', 'lost', { body: images.png }])
    const { error, pausesMs } = await finish(given, { taskId: 'task-1' })
    expect(error).toMatchObject({ code: 'connection_lost', charged: 'yes', taskId: 'task-1' })
    expect(pausesMs).toEqual([500, 1000, 2000])
    expect(given.transport.remaining).toBe(1)
    expect(given.clock.pendingDelaysMs()).toEqual([])
  })

  it('wait as long as the host asks', async () => {
    const { image, pausesMs } = await finish(
      setup([{ status: 429, headers: { 'retry-after': '7' } }, { body: images.png }], undefined, 0),
    )
    expect(image?.format).toBe('png')
    expect(pausesMs).toEqual([7000])
  })

  it.each([400, 401, 403, 404, 410, 451])('are not repeated after %i', async (status) => {
    const { error, pausesMs } = await finish(setup([{ status, body: '<html>secret' }]), { taskId: 'task-1' })
    expect(error).toMatchObject({
      code: 'image_unavailable',
      status,
      retryable: false,
      charged: 'yes',
      taskId: 'task-1',
      url: 'https://user-files.fal.media/a.webp',
    })
    expect(String(error)).not.toContain('secret')
    expect(pausesMs).toEqual([])
  })

  it('end with the status when the host keeps failing', async () => {
    const { error } = await finish(setup([503, 503, 503, 503].map((status) => ({ status }))))
    expect(error).toMatchObject({ code: 'image_unavailable', status: 503, retryable: true })
  })

  it('end with the image called truncated when it keeps coming in part', async () => {
    const half = { body: images.jpegBaseline.subarray(0, 200) }
    const { error } = await finish(setup([half, { cut: { body: images.png } }, half, half]), { taskId: 'task-1' })
    expect(error).toMatchObject({ code: 'image_truncated', charged: 'yes', taskId: 'task-1', retryable: true })
  })
})

describe('something else than an image', () => {
  it.each([
    ['<!doctype html><title>secret</title>', 'an HTML or XML page'],
    ['  \n<html>secret</html>', 'an HTML or XML page'],
    ['<?xml version="1.0"?><secret/>', 'an HTML or XML page'],
    ['{"secret":true,"a":1}', 'JSON'],
    ['[1, 2, 3, "secret"]', 'JSON'],
    ['BM secret secret', 'bytes of no known image format'],
  ])('%j is called %s, not repeated and not quoted', async (body, words) => {
    const { error, pausesMs } = await finish(setup([{ headers: { 'content-type': 'image/png' }, body }]))
    expect(error).toMatchObject({
      code: 'not_an_image',
      charged: 'yes',
      summary: `Expected an image, got ${words}.`,
    })
    expect(String(error)).not.toContain('secret')
    expect(pausesMs).toEqual([])
  })

  it('is called nothing when nothing keeps coming', async () => {
    const { error } = await finish(setup(['', '', '', ''].map((body) => ({ body }))))
    expect(error).toMatchObject({ code: 'not_an_image', summary: 'Expected an image, got nothing.' })
  })

  it('is left after its first bytes', async () => {
    let given = 0
    const transport: Transport = () =>
      Promise.resolve({
        status: 200,
        header: () => undefined,
        body: (async function* () {
          for (; given < 1000; given++) yield await Promise.resolve(bytes('<html> and so on'))
        })(),
      })
    const { error } = await finish({ ...setup([]), network: { ...setup([]).network, transport } })
    expect(error).toMatchObject({ code: 'not_an_image' })
    expect(given).toBe(0)
  })
})

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('of status %i are followed, and the last address is reported', async (status) => {
    const given = setup([
      redirect('https://cdn.acedata.cloud/b.png', status),
      redirect('../c.png', status),
      { body: images.png },
    ])
    const { image } = await finish(given)
    expect(image?.url).toBe('https://cdn.acedata.cloud/c.png')
    expect(given.transport.requests.map(({ url }) => url)).toEqual([
      link,
      'https://cdn.acedata.cloud/b.png',
      'https://cdn.acedata.cloud/c.png',
    ])
  })

  it('are followed five times', async () => {
    const five = Array.from({ length: 5 }, (_, index) => redirect(`/${index}`))
    expect((await finish(setup([...five, { body: images.png }]))).image?.url).toBe('https://user-files.fal.media/4')
    expect((await finish(setup([...five, redirect('/5'), { body: images.png }]))).error).toMatchObject({
      code: 'image_unavailable',
      summary: 'The link redirects too often.',
      retryable: false,
    })
  })

  it.each([
    ['http://fal.media/b.png', 'The link is not https.'],
    ['https://169.254.169.254/latest/meta-data', 'The link leads to an address that is not public.'],
    ['https://localhost/b.png', 'The link leads to an address that is not public.'],
    ['https://user:password@fal.media/b.png', 'The link holds a user name or password.'],
    ['file:///etc/passwd', 'The link is not https.'],
    ['https://[', 'The link is not a URL.'],
  ])('to %s are not followed', async (location, summary) => {
    const given = setup([redirect(location), { body: images.png }])
    const { error, pausesMs } = await finish(given, { taskId: 'task-1' })
    expect(error).toMatchObject({ code: 'unsafe_url', summary, taskId: 'task-1', charged: 'yes' })
    expect(error).toHaveProperty('advice', 'Do not open this link.')
    expect(String(error)).not.toContain('password@')
    expect(given.transport.remaining).toBe(1)
    expect(pausesMs).toEqual([])
  })

  it('begin again at the link with each try', async () => {
    const there = redirect('https://cdn.acedata.cloud/b.png')
    const given = setup([there, 'lost', there, { body: images.png }])
    expect((await finish(given)).image?.format).toBe('png')
    expect(given.transport.requests.map(({ url }) => url)).toEqual([
      link,
      'https://cdn.acedata.cloud/b.png',
      link,
      'https://cdn.acedata.cloud/b.png',
    ])
  })
})

describe('links', () => {
  it.each(['http://fal.media/a.png', 'https://10.0.0.1/a.png', 'data:image/png;base64,AAAA', 'not a URL', ''])(
    '%j is not even asked for',
    async (url) => {
      const given = setup([])
      expect((await finish(given, { taskId: 'task-1' }, url)).error).toMatchObject({
        code: 'unsafe_url',
        taskId: 'task-1',
      })
      expect(given.transport.requests).toEqual([])
    },
  )

  it('to this machine are followed when the service is there, over the way to the service', async () => {
    const given = setup([redirect('http://localhost:4010/b.png'), { body: images.png }], 'http://127.0.0.1:4010')
    const { image } = await finish(given, {}, 'http://127.0.0.1:4010/a.png')
    expect(image?.url).toBe('http://localhost:4010/b.png')
    expect(given.transport.requests.map((request) => request.network)).toEqual(['api', 'api'])
  })

  it('from this machine to its neighbours are not', async () => {
    const given = setup([redirect('http://192.168.0.1/b.png')], 'http://127.0.0.1:4010')
    expect((await finish(given, {}, 'http://127.0.0.1:4010/a.png')).error).toMatchObject({ code: 'unsafe_url' })
  })

  it('whose name leads to a private address are unsafe when the transport says so, and not tried again', async () => {
    const refusal = Object.assign(new Error('refused'), { code: privateAddressCode })
    let calls = 0
    const transport: Transport = () => {
      calls++
      return Promise.reject(
        new TransportError('No answer.', { sent: 'no', cause: new Error('connect', { cause: refusal }) }),
      )
    }
    const { error } = await finish({ ...setup([]), network: { ...setup([]).network, transport } })
    expect(error).toMatchObject({ code: 'unsafe_url', summary: 'The link leads to an address that is not public.' })
    expect(calls).toBe(1)
  })
})

describe('an end from outside', () => {
  it('is the deadline over all tries and pauses', async () => {
    const given = setup(['lost', 'hang'])
    const { error, pausesMs } = await finish(given, { deadlineMs: 10_000, taskId: 'task-1' })
    expect(error).toMatchObject({ code: 'timeout', charged: 'yes', taskId: 'task-1', retryable: true })
    expect(pausesMs).toEqual([500, 9500])
    expect(given.clock.pendingDelaysMs()).toEqual([])
  })

  it('is the deadline by default after two minutes, mid-body too', async () => {
    const transport: Transport = () =>
      Promise.resolve({
        status: 200,
        header: () => undefined,
        body: (async function* () {
          yield images.png.subarray(0, 100)
          await new Promise(() => undefined)
        })(),
      })
    const given = setup([])
    const { error, pausesMs } = await finish({ ...given, network: { ...given.network, transport } })
    expect(error).toMatchObject({ code: 'timeout' })
    expect(pausesMs).toEqual([120_000])
  })

  it('is an abort, at once, before and during the request and during a pause', async () => {
    for (const steps of [[], ['hang'], ['lost']] as ScriptStep[][]) {
      const given = setup(steps)
      const controller = new AbortController()
      if (steps.length === 0) controller.abort()
      const download = downloadImage(given.network, link, { signal: controller.signal, taskId: 'task-1' })
      const outcome = download.catch((error: unknown) => error)
      await given.clock.advance(0)
      controller.abort()
      expect(await outcome).toMatchObject({ code: 'aborted', charged: 'yes', taskId: 'task-1' })
      expect(given.clock.pendingDelaysMs()).toEqual([])
    }
  })

  it('frees the connection of an answer that is not read', async () => {
    const signals: AbortSignal[] = []
    const script = createScriptedTransport([redirect('/b'), { status: 404, body: 'a long page' }])
    const transport: Transport = (request) => {
      signals.push(request.signal)
      return script(request)
    }
    await finish({ ...setup([]), network: { ...setup([]).network, transport } })
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
  })

  it('stops the transport', async () => {
    const given = setup([])
    const signals: AbortSignal[] = []
    const transport: Transport = (request) => {
      signals.push(request.signal)
      return new Promise(() => undefined)
    }
    await finish({ ...given, network: { ...given.network, transport } }, { deadlineMs: 1000 })
    expect(signals.map((signal) => signal.aborted)).toEqual([true])
  })
})

describe('a sink', () => {
  it('is reset before each try, and never sees failed answers', async () => {
    const given = setup([{ status: 500, body: 'sorry' }, { body: images.png.subarray(0, 100) }, { body: images.gif }])
    const heard: (string | number)[] = []
    const sink = { reset: () => void heard.push('reset'), write: (chunk: Uint8Array) => void heard.push(chunk.length) }
    const fetching = fetchImage(given.network, link, sink)
    await given.clock.advance(10_000)
    expect(await fetching).toMatchObject({ format: 'gif', byteLength: 58 })
    expect(heard).toEqual(['reset', 100, 'reset', 58])
  })

  it.each(['reset', 'write'] as const)(
    'that fails to %s ends the download with its own error, without a further try',
    async (step) => {
      const given = setup([{ body: images.png }, { body: images.png }])
      const full = new Error('disk full')
      const fail = (): Promise<void> => Promise.reject(full)
      const sink = { reset: () => undefined, write: () => undefined, [step]: fail }
      await expect(fetchImage(given.network, link, sink)).rejects.toBe(full)
      expect(given.transport.remaining).toBe(1)
    },
  )

  it('is waited for before more is read', async () => {
    let read = 0
    const transport: Transport = () =>
      Promise.resolve({
        status: 200,
        header: () => undefined,
        body: (async function* () {
          for (const byte of images.gif) {
            read++
            yield await Promise.resolve(Uint8Array.of(byte))
          }
        })(),
      })
    const given = setup([])
    let release = (): void => undefined
    const sink = { reset: () => undefined, write: () => new Promise<void>((resolve) => (release = resolve)) }
    const fetching = fetchImage({ ...given.network, transport }, link, sink)
    await given.clock.advance(0)
    expect(read).toBe(1)
    for (let step = 0; step < 58; step++) {
      release()
      await given.clock.advance(0)
    }
    expect(await fetching).toMatchObject({ byteLength: 58 })
  })

  it('is not written to once the deadline has passed', async () => {
    let release = (): void => undefined
    const transport: Transport = () =>
      Promise.resolve({
        status: 200,
        header: () => undefined,
        body: (async function* () {
          await new Promise<void>((resolve) => (release = resolve))
          yield images.png
        })(),
      })
    const given = setup([])
    const written: number[] = []
    const sink = { reset: () => undefined, write: (chunk: Uint8Array) => void written.push(chunk.length) }
    const outcome = fetchImage({ ...given.network, transport }, link, sink, { deadlineMs: 50 }).catch(
      (error: unknown) => error,
    )
    await given.clock.advance(60)
    release()
    await given.clock.advance(0)
    expect(await outcome).toMatchObject({ code: 'timeout' })
    expect(written).toEqual([])
  })
})
