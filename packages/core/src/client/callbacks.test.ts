import { describe, expect, test } from 'vitest'
import { createCallbackReceiver, type CallbackReceiver } from '../callbacks/create-callback-receiver.ts'
import { aBatch, anAcceptance, anErrorAnswer, aFinishedTask, anImageAnswer, aRunningTask } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'

interface Bench {
  readonly flux: FluxClient
  readonly clock: FakeClock
  readonly transport: ScriptedTransport
  /** Submits a job whose callback URL the receiver made. */
  readonly submit: (jobKey: string) => Promise<string>
  /** The service calls the URL of a job. */
  readonly call: (jobKey: string, body: object) => Promise<void>
}

const secretKey = 'Zq3rT8vXyB2nM5pK7wL9sD4fG6hJ1aQcEuRiOtYbNmV'

function createBench(steps: readonly ScriptStep[]): Bench {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  const flux = createFluxClient({ token: 'sk-secret-token', transport, clock, random: () => 0 })
  const receiver: CallbackReceiver = createCallbackReceiver({
    secretKey,
    publicUrl: 'https://bot.example.com/callbacks',
    clock,
    onResult: (event) => void flux.tasks.deliver(event),
    onError(error) {
      throw error
    },
  })
  return {
    flux,
    clock,
    transport,
    async submit(jobKey) {
      const callbackUrl = await receiver.urlFor(jobKey)
      const { id } = await flux.submit({ action: 'generate', prompt: 'a red fox', callbackUrl })
      return id
    },
    async call(jobKey, body) {
      const url = await receiver.urlFor(jobKey)
      const { status } = await receiver.handle(new Request(url, { method: 'POST', body: JSON.stringify(body) }))
      expect(status).toBe(200)
      await clock.advance(0)
    },
  }
}

const accepted = (id: string): ScriptStep => ({ body: anAcceptance({ task_id: id }) })
const stringFailure = { success: false, error: 'upstream busy', task_id: 'task-1' }

describe('a callback', () => {
  test('with images ends the wait for the task of its job, without a poll', async () => {
    const { flux, submit, call, transport } = createBench([accepted('task-1')])
    const done = flux.tasks.wait(await submit('job-1'), { expectCallback: true })
    await call('job-1', anImageAnswer())
    expect((await done).images).toHaveLength(1)
    expect(transport.requests).toHaveLength(1)
  })

  test('is kept when it is faster than the wait, and reported as progress', async () => {
    const { flux, submit, call } = createBench([accepted('task-1')])
    const id = await submit('job-1')
    await call('job-1', anImageAnswer())
    const events: string[] = []
    const { images } = await flux.tasks.wait(id, { onProgress: ({ type }) => events.push(type) })
    expect([images.length, events]).toEqual([1, ['succeeded']])
  })

  test('is kept when it is faster than the answer to the submission', async () => {
    const { flux, submit, call } = createBench([accepted('task-1')])
    await call('job-1', anImageAnswer())
    const { images } = await flux.tasks.wait(await submit('job-1'), { expectCallback: true })
    expect(images).toHaveLength(1)
  })

  test('of one job does not end the wait of another', async () => {
    const { flux, clock, submit, call } = createBench([accepted('task-1'), accepted('task-2')])
    const ids = [await submit('job-1'), await submit('job-2')]
    let ended = 0
    for (const id of ids) void flux.tasks.wait(id, { expectCallback: true, deadlineMs: 5_000 }).catch(() => ended++)
    await call('job-1', anImageAnswer({ task_id: 'task-2' }))
    await clock.advance(4_000)
    expect(ended).toBe(0)
    await flux.close()
  })

  test('of one job, faster than the submission of another, does not end that one either', async () => {
    const { flux, clock, submit, call } = createBench([accepted('task-2')])
    await call('job-1', anImageAnswer({ task_id: 'task-2' }))
    let ended = false
    const id = await submit('job-2')
    void flux.tasks.wait(id, { expectCallback: true, deadlineMs: 5_000 }).then(
      () => (ended = true),
      () => undefined,
    )
    await clock.advance(4_000)
    expect(ended).toBe(false)
    await flux.close()
  })

  test.each([
    ['a structured failure', { ...anErrorAnswer('api_error'), task_id: 'task-1' }],
    ['a failure that is a text', stringFailure],
    ['an acceptance', anAcceptance()],
    ['a success without an image', { success: true, task_id: 'task-1', data: [] }],
    ['a word of failure', { status: 'failed', task_id: 'task-1' }],
    ['a failure that lists an image', { ...anImageAnswer(), success: false }],
  ])('that is %s ends nothing: a poll does', async (_, body) => {
    const { flux, clock, submit, call } = createBench([accepted('task-1'), { body: aBatch(aFinishedTask()) }])
    const done = flux.tasks.wait(await submit('job-1'), { expectCallback: true })
    await call('job-1', body)
    await clock.advance(500)
    expect((await done).images).toHaveLength(1)
  })

  test('of a failure that polls confirm ends the wait with the failure, from the poll', async () => {
    const response = { success: false, error: { code: 'nsfw', message: 'refused' } }
    const { flux, clock, submit, call } = createBench([
      accepted('task-1'),
      { body: aBatch(aFinishedTask('task-1', { response })) },
    ])
    const done = flux.tasks.wait(await submit('job-1'), { expectCallback: true })
    const rejected = expect(done).rejects.toMatchObject({ code: 'task_failed', serviceCode: 'nsfw', charged: 'no' })
    await call('job-1', { ...response, task_id: 'task-1' })
    await clock.advance(500)
    await rejected
  })

  test('of a failure that came before the wait makes it poll at once', async () => {
    const { flux, clock, submit, call, transport } = createBench([
      accepted('task-1'),
      { body: aBatch(aRunningTask()) },
      { body: aBatch(aFinishedTask()) },
    ])
    const id = await submit('job-1')
    await call('job-1', stringFailure)
    const done = flux.tasks.wait(id, { expectCallback: true })
    await clock.advance(500)
    expect(transport.requests).toHaveLength(2)
    await clock.advance(30_000)
    expect((await done).images).toHaveLength(1)
  })

  test('for a task whose job nobody has named, as after a restart, is a reason to poll', async () => {
    const { flux, clock, call } = createBench([{ body: aBatch(aFinishedTask()) }])
    const done = flux.tasks.wait('task-1', { submittedAtMs: clock.now(), expectCallback: true })
    await call('job-1', anImageAnswer({ data: [{ image_url: 'https://cdn.example.com/other.png' }] }))
    await clock.advance(500)
    expect((await done).images[0]?.url).toBe('https://cdn.example.com/cat.png')
  })

  test('for a task whose job the caller names ends its wait, also after a restart', async () => {
    const { flux, clock, call, transport } = createBench([])
    const done = flux.tasks.wait('task-1', { submittedAtMs: clock.now(), expectCallback: true, jobKey: 'job-1' })
    await call('job-1', anImageAnswer())
    expect((await done).images).toHaveLength(1)
    expect(transport.requests).toHaveLength(0)
  })

  test.each([
    ['in another place', { result: anImageAnswer({ task_id: 'task-1' }) }],
    ['nowhere', anImageAnswer({ task_id: undefined })],
  ])('that names its task %s makes the task of its job be polled at once', async (_, body) => {
    const { flux, clock, submit, call } = createBench([
      accepted('task-1'),
      accepted('task-2'),
      { body: aBatch(aFinishedTask()) },
    ])
    const done = flux.tasks.wait(await submit('job-1'), { expectCallback: true })
    const other = flux.tasks.wait(await submit('job-2'), { expectCallback: true }).catch(() => 'closed')
    await call('job-1', body)
    await clock.advance(500)
    expect((await done).images[0]?.url).toBe('https://cdn.example.com/cat.png')
    await flux.close()
    expect(await other).toBe('closed')
  })

  test.each([[null], ['text'], [anImageAnswer({ task_id: 'task-2' })]])(
    'whose body does not name its task (%j) is ignored',
    (body) => {
      const { flux } = createBench([])
      expect(flux.tasks.deliver({ taskId: 'task-1', jobKey: 'job-1', body })).toBe('ignored')
    },
  )

  test('says its outcome', async () => {
    const { flux, submit } = createBench([accepted('task-1')])
    const callback = { taskId: 'task-1', body: anImageAnswer() }
    expect(flux.tasks.deliver({ ...callback, jobKey: 'job-1' })).toBe('check')
    await submit('job-1')
    expect(flux.tasks.deliver({ ...callback, jobKey: 'job-1' })).toBe('result')
    expect(flux.tasks.deliver({ ...callback, jobKey: 'job-1', body: stringFailure })).toBe('check')
    expect(flux.tasks.deliver({ ...callback, jobKey: 'job-2' })).toBe('ignored')
    expect(flux.tasks.deliver({ ...callback, jobKey: 'job-1', body: {} })).toBe('check')
    expect(flux.tasks.deliver({ jobKey: 'job-2', taskId: undefined, body: {} })).toBe('check')
  })
})
