import { describe, expect, test } from 'vitest'
import type { ProgressEvent } from '../tasks/progress.ts'
import { aBatch, aFinishedTask, anAcceptance, anErrorAnswer, anImageAnswer, aRunningTask } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import {
  createScriptedTransport,
  type RecordedRequest,
  type ScriptedAnswer,
  type ScriptedTransport,
  type ScriptStep,
} from '../testing/scripted-transport.ts'
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

const fox = { action: 'generate', prompt: 'a red fox' } as const
const wire = { ...fox, model: 'flux-dev', size: '1024x1024', count: 1, async: true }

/** A task that echoes what was sent, so many seconds after the start of the test's clock. */
const task = (id: string, fields: object = {}, seconds = 0): Record<string, unknown> =>
  aRunningTask(id, { created_at: Date.UTC(2026, 0, 1) / 1_000 + seconds, request: { ...wire, ...fields } })

const listing = (...items: object[]): ScriptStep => ({ body: aBatch(...items) })
const refused: ScriptStep = { status: 400, body: anErrorAnswer('bad_request', 'ids is required') }

describe('a submission whose answer was lost', () => {
  test('is found among the tasks of the account, and submitted once', async () => {
    const { flux, clock, transport } = createBench(['lost', listing(task('task-9'))])
    const events: ProgressEvent[] = []
    const submitted = flux.submit(fox, { onProgress: (event) => events.push(event) })
    const startMs = clock.now()
    await clock.advance(0)
    expect(await submitted).toMatchObject({
      id: 'task-9',
      traceId: 'trace-1',
      action: 'generate',
      model: 'flux-dev',
      size: { sent: '1024x1024' },
      submittedAtMs: startMs,
    })
    expect(events).toMatchObject([{ type: 'submitted', taskId: 'task-9', atMs: startMs }])
    expect(transport.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/flux/images', '/flux/tasks'])
  })

  test('by generate gives its images', async () => {
    const done = aFinishedTask('task-9', { response: anImageAnswer({ task_id: 'task-9' }) })
    const { flux, clock } = createBench(['lost', listing(task('task-9')), { body: aBatch(done) }])
    const generated = flux.generate({ prompt: 'a red fox' })
    await clock.advance(10_000)
    expect(await generated).toMatchObject({ taskId: 'task-9', images: [{}] })
  })

  test('that held its connection is waited for', async () => {
    const done = aFinishedTask('task-9', { response: anImageAnswer({ task_id: 'task-9' }) })
    const { flux, clock } = createBench(['lost', listing(task('task-9')), { body: aBatch(done) }])
    const generated = flux.generate({ prompt: 'a red fox' }, { mode: 'sync' })
    await clock.advance(10_000)
    expect(await generated).toMatchObject({ images: [{}] })
  })

  test.each([
    ['a page of a gateway', { status: 502, body: '<h1>Bad gateway</h1>' }],
    ['a failure of the service', { status: 500, body: anErrorAnswer('api_error') }],
    ['an answer without a task', { body: { trace_id: 'trace-9' } }],
  ] satisfies [string, ScriptStep][])('because of %s is looked for, too', async (_, answer) => {
    const { flux, clock } = createBench([answer, listing(task('task-9'))])
    const submitted = flux.submit(fox)
    await clock.advance(0)
    expect((await submitted).id).toBe('task-9')
  })

  test('is looked for again: a new task may not be listed at once', async () => {
    const { flux, clock, transport } = createBench(['lost', listing(), 'lost', listing(task('task-9'))])
    const submitted = flux.submit(fox)
    await clock.advance(5_000)
    expect((await submitted).id).toBe('task-9')
    expect(transport.requests).toHaveLength(4)
  })

  test('is unknown after 10 s, as it was', async () => {
    const { flux, clock, transport } = createBench(['lost', listing(), listing(), listing(), 'hang'])
    const startMs = clock.now()
    const submitted = expect(flux.submit(fox)).rejects.toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
    await clock.advance(10_000)
    await submitted
    expect(clock.now() - startMs).toBe(10_000)
    expect(transport.requests).toHaveLength(5)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('is unknown at once where tasks cannot be listed', async () => {
    const { flux, transport } = createBench(['lost', refused])
    await expect(flux.submit(fox)).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(transport.requests).toHaveLength(2)
  })

  test.each([
    ['the client', { findLost: false }, {}],
    ['the call', {}, { findLost: false }],
  ])('is not looked for when %s says so', async (_, clientOptions, options) => {
    const { flux, transport } = createBench(['lost'], clientOptions)
    await expect(flux.submit(fox, options)).rejects.toMatchObject({ code: 'outcome_unknown' })
    expect(transport.requests).toHaveLength(1)
  })

  test('is not the task of another job, nor one that was submitted before', async () => {
    const { flux, clock } = createBench([
      { body: anAcceptance({ task_id: 'task-1' }) },
      'lost',
      listing(task('task-1'), task('task-2'), task('task-3')),
    ])
    await flux.submit(fox)
    const submitted = flux.submit(fox, { isKnown: async (id) => id === 'task-2' })
    await clock.advance(0)
    expect((await submitted).id).toBe('task-3')
  })

  test('is the task that a callback to its job names', async () => {
    const { flux, clock, transport } = createBench(['hang', listing()])
    const submitted = flux.submit({ ...fox, callbackUrl: 'https://bot.example.com/done' }, { jobKey: 'job-1' })
    await clock.advance(29_000)
    flux.tasks.deliver({ taskId: 'task-9', jobKey: 'job-1', body: anAcceptance({ task_id: 'task-9' }) })
    await clock.advance(1_000)
    expect(await submitted).toMatchObject({ id: 'task-9', jobKey: 'job-1' })
    expect(transport.requests).toHaveLength(1)
  })

  test('is unknown, as it was, when the host cannot say what it knows', async () => {
    const { flux } = createBench(['lost', listing(task('task-9'))])
    const isKnown = (): boolean => {
      throw new Error('database gone')
    }
    await expect(flux.submit(fox, { isKnown })).rejects.toMatchObject({ code: 'outcome_unknown' })
  })

  test('is given up by an abort, and then as unknown as before', async () => {
    const { flux, clock } = createBench(['lost', 'hang'])
    const controller = new AbortController()
    const submitted = flux.submit(fox, { signal: controller.signal })
    await clock.advance(1_000)
    controller.abort()
    await expect(submitted).rejects.toMatchObject({ code: 'aborted', charged: 'unknown', retryable: false })
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('is given up when the client is closed', async () => {
    const { flux, clock } = createBench(['lost', listing()])
    const submitted = expect(flux.submit(fox)).rejects.toMatchObject({ code: 'outcome_unknown' })
    await clock.advance(1_000)
    await flux.close()
    await submitted
    expect(clock.pendingDelaysMs()).toEqual([])
  })
})

describe('several submissions whose answers were lost', () => {
  /** A service that accepts everything, loses the answers of some, and lists what it has accepted. */
  function createService(isLost: (serial: number) => boolean, isAccepted: (serial: number) => boolean = () => true) {
    const clock = createFakeClock()
    const accepted: Record<string, unknown>[] = []
    let serial = 0
    const answer = async ({ body }: RecordedRequest): Promise<ScriptedAnswer> => {
      const fields = body as Record<string, unknown>
      if (fields['action'] !== 'generate') return { body: aBatch(...accepted.toReversed()) }
      const number = ++serial
      if (isAccepted(number)) accepted.push(task(`task-${number}`, fields, number / 10))
      if (isLost(number)) await new Promise<void>((resolve) => void clock.setTimer(resolve, 100 * number))
      return isLost(number) ? { status: 502, body: 'gone' } : { body: anAcceptance({ task_id: `task-${number}` }) }
    }
    const transport = createScriptedTransport(answer)
    return { clock, transport, flux: createFluxClient({ token: 'sk', transport, clock, random: () => 0 }) }
  }

  test('and that are alike get one task each, in order', async () => {
    const { clock, flux } = createService(() => true)
    const submitted = Promise.all([1, 2, 3].map(() => flux.submit(fox)))
    await clock.advance(10_000)
    expect((await submitted).map(({ id }) => id)).toEqual(['task-1', 'task-2', 'task-3'])
  })

  test('and that are alike get nothing when one of them was not accepted', async () => {
    const { clock, flux } = createService(
      () => true,
      (serial) => serial !== 2,
    )
    const ends = Promise.all([1, 2, 3].map(() => flux.submit(fox).catch((error: unknown) => error)))
    await clock.advance(20_000)
    expect(await ends).toMatchObject([
      { code: 'outcome_unknown' },
      { code: 'outcome_unknown' },
      { code: 'outcome_unknown' },
    ])
  })

  test('leave the task of one that was answered to it', async () => {
    const { clock, flux } = createService(
      (serial) => serial === 1,
      (serial) => serial === 2,
    )
    const ends = Promise.all([1, 2].map(() => flux.submit(fox).catch((error: unknown) => error)))
    await clock.advance(20_000)
    expect(await ends).toMatchObject([{ code: 'outcome_unknown' }, { id: 'task-2' }])
  })

  test('are searched for together: a thousand lost answers cost a few lists', async () => {
    const clock = createFakeClock()
    const transport = createScriptedTransport(async ({ url }) => {
      await new Promise<void>((resolve) => void clock.setTimer(resolve, 5_000))
      return url.endsWith('/flux/images') ? { status: 502, body: 'gone' } : { body: aBatch() }
    })
    const flux = createFluxClient({ token: 'sk', transport, clock, random: () => 0 })
    const ends = Array.from({ length: 1_000 }, (_, index) =>
      flux.submit({ ...fox, prompt: `fox ${index}` }).catch((error: unknown) => error),
    )
    await clock.advance(30_000)
    const codes = (await Promise.all(ends)).map((error) => (error as { code: string }).code)
    expect(new Set(codes)).toEqual(new Set(['outcome_unknown']))
    const lists = transport.requests.filter(({ url }) => url.endsWith('/flux/tasks'))
    expect(lists.length).toBeLessThanOrEqual(8)
  })
})
