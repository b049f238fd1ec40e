import { describe, expect, test } from 'vitest'
import type { Attempt } from '../tasks/attempt.ts'
import { aBatch, aFinishedTask, anAcceptance, anErrorAnswer, aRunningTask } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'

interface Bench {
  readonly flux: FluxClient
  readonly clock: FakeClock
  readonly transport: ScriptedTransport
}

function createBench(steps: readonly ScriptStep[]): Bench {
  const clock = createFakeClock()
  const transport = createScriptedTransport(steps)
  return { flux: createFluxClient({ token: 'sk', transport, clock, random: () => 0 }), clock, transport }
}

const wire = { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1024x1024', count: 1, async: true }

/** A task of this request, so many seconds after 2026-01-01. */
const foxTask = (id: string, seconds: number): Record<string, unknown> =>
  aRunningTask(id, { created_at: Date.UTC(2026, 0, 1) / 1_000 + seconds, request: wire, user_id: 'user-1' })

const dated = (body: object, date: string): ScriptStep => ({ body, headers: { date } })

describe('tasks.list', () => {
  test('lists tasks of the account by what it is given, one page at a time', async () => {
    const { flux, transport } = createBench([{ body: aBatch(aFinishedTask('a'), { id: 'b', response: 7 }) }])
    const listed = await flux.tasks.list({
      userId: 'user-1',
      applicationId: 'app-1',
      createdAtMinMs: 1_736_304_000_000,
      createdAtMaxMs: 1_736_305_000_500,
      type: 'images',
      limit: 10,
      offset: 20,
    })
    expect(listed).toMatchObject([{ id: 'a', state: 'succeeded' }])
    expect(transport.requests[0]?.body).toEqual({
      action: 'retrieve_batch',
      user_id: 'user-1',
      application_id: 'app-1',
      created_at_min: 1_736_304_000,
      created_at_max: 1_736_305_000.5,
      type: 'images',
      limit: 10,
      offset: 20,
    })
  })

  test('always names a limit', async () => {
    const { flux, transport } = createBench([{ body: aBatch() }])
    await flux.tasks.list({})
    expect(transport.requests[0]?.body).toEqual({ action: 'retrieve_batch', limit: 50, offset: 0 })
  })

  test('refuses what is not a number before anything is sent', async () => {
    const { flux, transport } = createBench([])
    await expect(flux.tasks.list({ limit: 0, offset: -1, createdAtMinMs: Number.NaN })).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'createdAtMinMs' }, { field: 'limit' }, { field: 'offset' }],
    })
    expect(transport.requests).toEqual([])
  })
})

describe('tasks.find', () => {
  const attempt = (clock: FakeClock): Attempt => ({ wire, sentAtMs: clock.now() })

  test('finds the task of a lost submission in the time around it', async () => {
    const { flux, clock, transport } = createBench([{ body: aBatch(foxTask('a', 1)) }])
    expect(await flux.tasks.find({ attempt: attempt(clock) })).toMatchObject({ id: 'a', state: 'running' })
    expect(transport.requests[0]?.body).toEqual({
      action: 'retrieve_batch',
      created_at_min: 1_767_225_540,
      created_at_max: 1_767_225_780,
      type: 'images',
      limit: 50,
      offset: 0,
    })
  })

  test('by the time of the service, which its answers carry', async () => {
    const { flux, clock, transport } = createBench([
      dated(foxTask('other', 7_200), 'Thu, 01 Jan 2026 02:00:00 GMT'),
      { body: aBatch(foxTask('a', 7_201)) },
    ])
    await flux.tasks.get('other')
    expect(await flux.tasks.find({ attempt: attempt(clock) })).toMatchObject({ id: 'a' })
    expect(transport.requests[1]?.body).toMatchObject({
      user_id: 'user-1',
      created_at_min: 1_767_232_798.5,
      created_at_max: 1_767_232_922.5,
    })
  })

  test('reads all pages of a long list', async () => {
    const others = Array.from({ length: 50 }, (_, index) => aRunningTask(`other-${index}`))
    const { flux, clock, transport } = createBench([{ body: aBatch(...others) }, { body: aBatch(foxTask('a', 1)) }])
    expect(await flux.tasks.find({ attempt: attempt(clock) })).toMatchObject({ id: 'a' })
    expect(transport.requests.map(({ body }) => (body as { offset: number }).offset)).toEqual([0, 50])
  })

  test('leaves out tasks that a job owns, as the host says, at its own pace', async () => {
    const { flux, clock } = createBench([{ body: aBatch(foxTask('a', 1), foxTask('b', 2)) }])
    const isKnown = (id: string): Promise<boolean> => Promise.resolve(id === 'a')
    expect(await flux.tasks.find({ attempt: attempt(clock), isKnown })).toMatchObject({ id: 'b' })
  })

  test('leaves out tasks that this client submitted', async () => {
    const { flux, clock } = createBench([
      { body: anAcceptance({ task_id: 'a' }) },
      { body: aBatch(foxTask('a', 1), foxTask('b', 2)) },
    ])
    await flux.submit({ action: 'generate', prompt: 'a red fox' })
    expect(await flux.tasks.find({ attempt: attempt(clock) })).toMatchObject({ id: 'b' })
  })

  test('matches identical lost submissions in order', async () => {
    const { flux, clock } = createBench([{ body: aBatch(foxTask('b', 2), foxTask('a', 1)) }])
    const [first, second] = [attempt(clock), { wire, sentAtMs: clock.now() + 1_500 }]
    expect(await flux.tasks.find({ attempt: second, others: [first] })).toMatchObject({ id: 'b' })
  })

  test.each<[string, ScriptStep]>([
    ['that the service refuses', { status: 400, body: anErrorAnswer('bad_request', 'ids is required') }],
    ['that cannot be read', { body: { items: 7 } }],
    ['that is a page', { status: 404, body: '<h1>Not found</h1>' }],
    ['that is empty', { body: aBatch() }],
  ])('finds nothing in a list %s', async (_, step) => {
    const { flux, clock } = createBench([step, step, step, step])
    const found = flux.tasks.find({ attempt: attempt(clock) })
    await clock.advance(60_000)
    expect(await found).toBeUndefined()
  })

  test('does not count the candidates of half a list', async () => {
    const page = Array.from({ length: 50 }, (_, index) => foxTask(index === 0 ? 'a' : `other-${index}`, index * 900))
    const { flux, clock } = createBench([{ body: aBatch(...page) }, { status: 401, body: anErrorAnswer('no_token') }])
    expect(await flux.tasks.find({ attempt: attempt(clock) })).toBeUndefined()
  })

  test('an abort is not "not found"', async () => {
    const { flux, clock } = createBench(['hang'])
    const controller = new AbortController()
    const found = flux.tasks.find({ attempt: attempt(clock) }, { signal: controller.signal })
    await clock.advance(0)
    controller.abort()
    await expect(found).rejects.toMatchObject({ code: 'aborted' })
  })
})
