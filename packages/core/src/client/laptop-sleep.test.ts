import { describe, expect, test } from 'vitest'
import type { Clock } from '../http/clock.ts'
import type { ProgressEvent } from '../tasks/progress.ts'
import { aBatch, aFinishedTask, anImageAnswer, aRunningTask } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedAnswer } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { SubmissionAttempt } from './options.ts'
import type { FluxClient } from './types.ts'

const hour = 3_600_000
const startMs = Date.UTC(2026, 0, 1)

interface Laptop {
  readonly flux: FluxClient
  /** The client's own clock stands still meanwhile. */
  sleep(ms: number): void
  /** Somebody sets the wall clock. */
  set(ms: number): void
  readonly advance: (ms: number) => Promise<void>
  /** The service's answers, by path. */
  readonly answers: Record<string, () => ScriptedAnswer | 'lost'>
  readonly lists: object[]
}

/** A client on a machine that can sleep, and a service whose clock is right. */
function aLaptop(): Laptop {
  const clock = createFakeClock(startMs)
  let sleptMs = 0
  let wrongByMs = 0
  const machine: Clock = {
    now: () => clock.now(),
    wallNow: () => clock.now() + sleptMs + wrongByMs,
    setTimer: (callback, delayMs) => clock.setTimer(callback, delayMs),
  }
  const lists: object[] = []
  const answers: Laptop['answers'] = {}
  const transport = createScriptedTransport((request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/flux/tasks') lists.push(request.body as object)
    const answer = answers[pathname]?.() ?? { body: {} }
    if (answer === 'lost') throw new Error('Connection reset.')
    return { headers: { date: new Date(clock.now() + sleptMs).toUTCString() }, ...answer }
  })
  return {
    flux: createFluxClient({ token: 'sk-secret-token', transport, clock: machine, random: () => 0 }),
    sleep: (ms) => void (sleptMs += ms),
    set: (ms) => void (wrongByMs = ms),
    advance: (ms) => clock.advance(ms),
    answers,
    lists,
  }
}

const wire = { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1024x1024', count: 1 }

function listsTaskCreatedAt(ms: number): () => ScriptedAnswer {
  return () => ({ body: aBatch(aRunningTask('task-9', { created_at: ms / 1_000, request: wire })) })
}

describe('after the machine has slept', () => {
  test('a lost submission is searched for at the time when it was sent', async () => {
    const laptop = aLaptop()
    laptop.answers['/flux/tasks'] = () => ({ body: aBatch() })
    await laptop.flux.checkConnection()
    laptop.sleep(8 * hour)
    laptop.answers['/flux/images'] = () => 'lost'
    laptop.answers['/flux/tasks'] = listsTaskCreatedAt(startMs + 8 * hour)
    const submitted = laptop.flux.submit({ action: 'generate', prompt: 'a red fox' })
    await laptop.advance(10_000)
    expect(await submitted).toMatchObject({ id: 'task-9', submittedAtMs: startMs + 8 * hour })
  })

  test('an attempt carries times that another process can compare with its own', async () => {
    const laptop = aLaptop()
    laptop.answers['/flux/images'] = () => ({ body: { task_id: 'task-1' } })
    await laptop.flux.checkConnection()
    laptop.sleep(8 * hour)
    await laptop.flux.checkConnection()
    let attempt: SubmissionAttempt | undefined
    await laptop.flux.submit(
      { action: 'generate', prompt: 'a red fox' },
      { onAttempt: async (one) => void (attempt = one) },
    )
    expect(attempt).toMatchObject({ sentAtMs: startMs + 8 * hour })
    expect(Math.abs(attempt?.serverOffsetMs ?? Infinity)).toBeLessThanOrEqual(1_000)
  })

  test('a search by another process’s times looks there', async () => {
    const laptop = aLaptop()
    laptop.sleep(8 * hour)
    laptop.answers['/flux/tasks'] = listsTaskCreatedAt(startMs + 8 * hour)
    const attempt = { wire, sentAtMs: startMs + 8 * hour }
    expect(await laptop.flux.tasks.find({ attempt })).toMatchObject({ id: 'task-9' })
  })

  test('progress counts from the submission, also for a task that was submitted by another process', async () => {
    const laptop = aLaptop()
    laptop.sleep(8 * hour)
    laptop.answers['/flux/tasks'] = () => ({ body: aBatch(aRunningTask('task-9')) })
    const events: ProgressEvent[] = []
    const done = laptop.flux.tasks.wait('task-9', {
      submittedAtMs: startMs + 8 * hour - 20_000,
      onProgress: (event) => events.push(event),
    })
    await laptop.advance(30_000)
    expect(events[0]).toMatchObject({ type: 'running' })
    const { elapsedMs } = events[0] as { readonly elapsedMs: number }
    expect(elapsedMs).toBeGreaterThanOrEqual(20_000)
    expect(elapsedMs).toBeLessThan(50_000)
    const result = aFinishedTask('task-9', { response: anImageAnswer({ task_id: 'task-9' }) })
    laptop.answers['/flux/tasks'] = () => ({ body: aBatch(result) })
    await laptop.advance(30_000)
    expect(await done).toMatchObject({ taskId: 'task-9' })
  })
})

test('after the wall clock was set, what was known of the service’s clock counts no more', async () => {
  const laptop = aLaptop()
  await laptop.flux.checkConnection()
  laptop.set(-400 * 24 * hour)
  laptop.answers['/flux/images'] = () => 'lost'
  laptop.answers['/flux/tasks'] = listsTaskCreatedAt(startMs)
  const submitted = laptop.flux.submit({ action: 'generate', prompt: 'a red fox' })
  await laptop.advance(10_000)
  expect(await submitted).toMatchObject({ id: 'task-9' })
})
