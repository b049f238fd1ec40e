import { describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../tasks/progress.ts'
import { aBatch, anAcceptance, anErrorAnswer, aFinishedTask, anImageAnswer } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClientOptions } from './options.ts'
import type { FluxClient } from './types.ts'

const refusal = (message: string | undefined = 'size is invalid.', more: object = {}): ScriptStep => ({
  status: 400,
  body: { success: false, error: { code: 'bad_request', message }, trace_id: 'trace-9', ...more },
})

interface Bench {
  readonly flux: FluxClient
  /** The sizes of all submissions, in order. */
  readonly sizes: () => unknown[]
}

function createBench(steps: readonly ScriptStep[], options: FluxClientOptions = {}): Bench {
  const transport = createScriptedTransport(steps)
  const flux = createFluxClient({
    token: 'any',
    transport,
    clock: createFakeClock(),
    random: () => 0,
    findLost: false,
    ...options,
  })
  const sizes = (): unknown[] => transport.requests.map(({ body }) => (body as { size?: unknown }).size)
  return { flux, sizes }
}

const fox = { action: 'generate', prompt: 'a red fox' } as const
const night = { action: 'edit', prompt: 'make it night', imageUrl: 'https://a.b/c.png' } as const

describe('a size that the service refuses is sent again in the other notation', () => {
  it('when core chose it: the default of FLUX.2 meets a service of the README', async () => {
    const { flux, sizes } = createBench([refusal(), { body: anAcceptance() }])
    expect(await flux.submit({ ...fox, model: 'flux-2-pro' })).toMatchObject({
      id: 'task-1',
      size: { sent: '1024x1024', chosenBy: 'default', insteadOf: '1:1' },
    })
    expect(sizes()).toEqual(['1:1', '1024x1024'])
  })

  it('when the shape stays the same', async () => {
    const { flux, sizes } = createBench([refusal(), { body: anAcceptance() }])
    const { size } = await flux.submit({ ...fox, model: 'flux-2-pro', size: '1376x768' })
    expect(size).toEqual({ sent: '16:9', chosenBy: 'caller', insteadOf: '1376x768' })
    expect(sizes()).toEqual(['1376x768', '16:9'])
  })

  it('when it keeps the shape of the image that is edited', async () => {
    const { flux, sizes } = createBench([refusal(), { body: anAcceptance() }])
    const { size } = await flux.submit({ ...night, imageSize: { width: 1080, height: 1350 } })
    expect(size).toEqual({ sent: '3:4', chosenBy: 'input-image', insteadOf: '4:5' })
    expect(sizes()).toEqual(['4:5', '3:4'])
  })

  it('also when the connection is held', async () => {
    const { flux, sizes } = createBench([refusal(), { body: anImageAnswer() }])
    expect(await flux.generate({ prompt: 'a', model: 'flux-2-pro' }, { mode: 'sync' })).toMatchObject({
      size: { sent: '1024x1024', insteadOf: '1:1' },
    })
    expect(sizes()).toEqual(['1:1', '1024x1024'])
  })

  it.each([
    'size is required',
    'Invalid size',
    'width must be a multiple of 32',
    'The aspect ratio is not supported.',
    'image size is not supported',
    'parameter error',
    '',
    undefined,
  ])('whatever the service says, as long as it names no other field: %j', async (message) => {
    const { flux, sizes } = createBench([refusal(message), { body: anAcceptance() }])
    await flux.submit({ ...fox, model: 'flux-2-pro' })
    expect(sizes()).toEqual(['1:1', '1024x1024'])
  })
})

describe('nothing is repeated', () => {
  it.each<[string, ScriptStep]>([
    ['the message names another field', refusal('model is invalid.')],
    ['the message names another field beside the size', refusal('size and count are invalid')],
    ['the message spells another field in its own way', refusal('imageUrl cannot be fetched')],
    ['the message is about the image', refusal('the image is not accessible')],
    ['the message is about the token', refusal('token is expired')],
    ['the answer names a task', refusal('size is invalid.', { task_id: 'task-7' })],
    ['it has another code', { status: 400, body: anErrorAnswer('token_mismatched', 'no') }],
    ['it has another status', { status: 422, body: anErrorAnswer('bad_request', 'size is invalid.') }],
    ['it is a page', { status: 400, body: '<html>size is invalid</html>' }],
    ['the prompt was refused', { status: 403, body: anErrorAnswer('forbidden', 'size matters') }],
  ])('when %s', async (_, step) => {
    const { flux, sizes } = createBench([step])
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({ status: expect.any(Number) })
    expect(sizes()).toEqual(['1:1'])
  })

  it('when a field that the caller passed through is named', async () => {
    const { flux, sizes } = createBench([refusal('guidance_scale is invalid')])
    const request = { ...fox, model: 'flux-2-pro', extra: { guidance_scale: 99 } } as const
    await expect(flux.submit(request)).rejects.toMatchObject({ code: 'bad_request' })
    expect(sizes()).toEqual(['1:1'])
  })

  it('when it is switched off, for the client or for one call', async () => {
    const off = createBench([refusal()], { repeatRefusedSize: false })
    await expect(off.flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({ code: 'bad_request' })
    expect(off.sizes()).toEqual(['1:1'])

    const once = createBench([refusal()])
    const call = once.flux.submit({ ...fox, model: 'flux-2-pro' }, { repeatRefusedSize: false })
    await expect(call).rejects.toMatchObject({ code: 'bad_request' })
    expect(once.sizes()).toEqual(['1:1'])
  })

  it('when both editions take the size', async () => {
    const { flux, sizes } = createBench([refusal()])
    await expect(flux.submit(fox)).rejects.toMatchObject({ advice: 'Correct the request.' })
    expect(sizes()).toEqual(['1024x1024'])
  })

  it('when an earlier try may have been accepted, at the risk of the caller', async () => {
    const failed = { status: 500, body: anErrorAnswer('api_error', 'fetch failed') }
    const { flux, sizes } = createBench([failed, refusal()], {
      retrySubmissionAfterServiceError: true,
      retry: { baseDelayMs: 0 },
      clock: undefined,
    })
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({ charged: 'unknown' })
    expect(sizes()).toEqual(['1:1', '1:1'])
  })
})

describe('the error', () => {
  it('names the nearest sizes when the shape would change, and says that nothing was charged', async () => {
    const { flux, sizes } = createBench([refusal()])
    await expect(flux.submit({ ...fox, model: 'flux-2-pro', size: '1024x512' })).rejects.toMatchObject({
      name: 'RejectedRequestError',
      code: 'bad_request',
      charged: 'no',
      status: 400,
      traceId: 'trace-9',
      serviceCode: 'bad_request',
      advice: 'Use the size 16:9 or 21:9.',
      message: expect.stringContaining('Nothing was charged. Use the size 16:9 or 21:9. [POST'),
    })
    expect(sizes()).toEqual(['1024x512'])
  })

  it('names both sizes when both were refused', async () => {
    const { flux, sizes } = createBench([refusal(), refusal()])
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({
      advice: 'The sizes 1:1 and 1024x1024 were both refused. Use another size or model.',
    })
    expect(sizes()).toEqual(['1:1', '1024x1024'])
  })

  it('is that of the second try when it fails for another reason', async () => {
    const { flux } = createBench([refusal(), { status: 403, body: anErrorAnswer('used_up', 'no') }])
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({ code: 'used_up' })
  })

  it('of a second try whose answer is lost does not claim that nothing was charged', async () => {
    const { flux } = createBench([refusal(), 'lost'])
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' })).rejects.toMatchObject({
      code: 'outcome_unknown',
      charged: 'unknown',
    })
  })
})

describe('what the service accepts is remembered', () => {
  it('for the model, once it was accepted, and comes first from then on', async () => {
    const { flux, sizes } = createBench([
      refusal(),
      { body: anAcceptance() },
      { body: anAcceptance() },
      { body: anAcceptance() },
      { body: anAcceptance() },
    ])
    await flux.submit({ ...fox, model: 'flux-2-pro' })
    expect(await flux.submit({ ...fox, model: 'flux-2-pro' })).toMatchObject({
      size: { sent: '1024x1024', chosenBy: 'default', insteadOf: '1:1' },
    })
    await flux.submit({ ...fox, model: 'flux-2-pro', size: '16:9' })
    await flux.submit({ ...fox, model: 'flux-2-max' })
    expect(sizes()).toEqual(['1:1', '1024x1024', '1024x1024', '1376x768', '1:1'])
  })

  it('not when nothing was refused: a service may take both', async () => {
    const { flux, sizes } = createBench([{ body: anAcceptance() }, { body: anAcceptance() }])
    await flux.submit({ ...fox, model: 'flux-2-pro' })
    await flux.submit({ ...fox, model: 'flux-2-pro', size: '1024x1024' })
    expect(sizes()).toEqual(['1:1', '1024x1024'])
  })

  it('not when the second size was refused, too', async () => {
    const { flux, sizes } = createBench([refusal(), refusal(), { body: anAcceptance() }])
    await flux.submit({ ...fox, model: 'flux-2-pro' }).catch(() => undefined)
    await flux.submit({ ...fox, model: 'flux-2-pro' })
    expect(sizes()).toEqual(['1:1', '1024x1024', '1:1'])
  })

  it('and forgotten when the service changes its mind', async () => {
    const { flux, sizes } = createBench([
      refusal(),
      { body: anAcceptance() },
      refusal(),
      { body: anAcceptance() },
      { body: anAcceptance() },
    ])
    for (let call = 0; call < 3; call++) await flux.submit({ ...fox, model: 'flux-2-pro' })
    expect(sizes()).toEqual(['1:1', '1024x1024', '1024x1024', '1:1', '1:1'])
  })
})

describe('each attempt is reported before it leaves', () => {
  it('with the body as sent, and waited for', async () => {
    const seen: unknown[] = []
    const { flux, sizes } = createBench([refusal(), { body: anAcceptance() }])
    await flux.submit(
      { ...fox, model: 'flux-2-pro', callbackUrl: 'https://bot.example.com/cb' },
      {
        async onAttempt({ number, wire, size, sentAtMs }) {
          await Promise.resolve()
          seen.push([number, wire.size, size.chosenBy, sentAtMs, sizes().length], wire)
        },
      },
    )
    const wire = {
      action: 'generate',
      prompt: 'a red fox',
      model: 'flux-2-pro',
      count: 1,
      callback_url: 'https://bot.example.com/cb',
      async: true,
    }
    const atMs = expect.any(Number) as number
    expect(seen).toEqual([
      [1, '1:1', 'default', atMs, 0],
      { ...wire, size: '1:1' },
      [2, '1024x1024', 'default', atMs, 1],
      { ...wire, size: '1024x1024' },
    ])
  })

  it('also when it repeats the same request', async () => {
    const numbers: number[] = []
    const busy = { status: 429, body: anErrorAnswer('too_many_requests', 'busy') }
    const { flux } = createBench([busy, { body: anAcceptance() }], { retry: { baseDelayMs: 0 }, clock: undefined })
    await flux.submit(fox, { onAttempt: ({ number }) => void numbers.push(number) })
    expect(numbers).toEqual([1, 2])
  })

  it('and does not leave when it cannot be saved', async () => {
    const { flux, sizes } = createBench([refusal()])
    const full = new Error('The disk is full.')
    const onAttempt = async ({ number }: { number: number }): Promise<void> => {
      if (number === 2) throw full
    }
    await expect(flux.submit({ ...fox, model: 'flux-2-pro' }, { onAttempt })).rejects.toBe(full)
    await expect(flux.submit(fox, { onAttempt: () => Promise.reject(full) })).rejects.toBe(full)
    expect(sizes()).toEqual(['1:1'])
  })

  it('and does not leave when the caller has given up meanwhile', async () => {
    const { flux, sizes } = createBench([])
    const abort = new AbortController()
    const call = flux.submit(fox, { signal: abort.signal, onAttempt: () => abort.abort() })
    await expect(call).rejects.toMatchObject({ code: 'aborted', charged: 'no' })
    expect(sizes()).toEqual([])
  })
})

describe('a result', () => {
  it('has the size and what is missing, in every way that it arrives', async () => {
    const clock = createFakeClock()
    const { flux } = createBench([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }], { clock })
    const events: ProgressEvent[] = []
    const done = flux.generate({ prompt: 'a', count: 3 }, { onProgress: (event) => events.push(event) })
    await clock.advance(60_000)
    const expected = { size: { sent: '1024x1024', chosenBy: 'default' }, missingImages: 2 }
    expect(await done).toMatchObject(expected)
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', result: expected })
  })

  it('of a held connection, too', async () => {
    const { flux } = createBench([{ body: anImageAnswer() }])
    expect(await flux.generate({ prompt: 'a', count: 2 }, { mode: 'sync' })).toMatchObject({ missingImages: 1 })
  })

  it('of a task that another program submitted counts by the echoed request', async () => {
    const task = aFinishedTask('task-1', { request: { action: 'generate', count: 4 } })
    const { flux } = createBench([{ body: task }])
    expect((await flux.tasks.get('task-1')).result).toMatchObject({ missingImages: 3 })
  })

  it('misses nothing when all images came', async () => {
    const { flux } = createBench([{ body: anImageAnswer() }])
    expect(await flux.generate({ prompt: 'a' }, { mode: 'sync' })).not.toHaveProperty('missingImages')
  })
})
