import { createFluxClient, type FluxError, isFluxError } from '@fluxkit/core'
import { aBatch, anAcceptance, anErrorAnswer, aFinishedTask, anImageAnswer, aRunningTask } from '@fluxkit/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRun } from './support/fuzz-run.ts'
import { createLeapClock } from './support/leap-clock.ts'
import { type AnsweredFate, createNetwork, type Fate } from './support/network.ts'
import { leaks, prompt, token } from './support/secrets.ts'

/** What becomes of one try: does the service take the order, and what comes back? */
interface Try {
  readonly accepts: boolean
  readonly fate: Fate
}

const encoder = new TextEncoder()

function answer(status: number, content: object | string, more: Partial<AnsweredFate> = {}): AnsweredFate {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return { status, headers: {}, chunks: [encoder.encode(text)], end: 'whole', delayMs: 0, ...more }
}

const html = '<html><h1>Bad Gateway</h1></html>'

/** Outcomes that don't show what the service did. */
const blind = fc.oneof(
  fc.constantFrom<Fate>(
    'lost',
    'hang',
    'throws',
    answer(200, html),
    answer(200, ''),
    answer(200, '{"task_id": "task-1"', { end: 'cut' }),
    answer(200, anAcceptance(), { end: 'cut' }),
    answer(200, anAcceptance(), { end: 'stalled' }),
    answer(200, anAcceptance(), { delayMs: 31_000 }),
    answer(200, anAcceptance({ task_id: null })),
    answer(200, []),
    answer(204, ''),
    answer(302, html, { headers: { location: '/login' } }),
    answer(303, ''),
    answer(500, html),
    answer(500, anErrorAnswer('api_error')),
    answer(500, anErrorAnswer('too_many_requests')),
    answer(500, { success: false }),
    answer(502, html),
    answer(503, anErrorAnswer('too_many_requests'), { headers: { 'retry-after': '1' } }),
    answer(504, { message: 'Endpoint request timed out' }),
    answer(429, anErrorAnswer('too_many_requests'), { end: 'cut' }),
    answer(429, { ...anErrorAnswer('too_many_requests'), task_id: 'task-1' }),
    answer(400, { ...anErrorAnswer('bad_request'), task_id: 'task-1' }),
  ),
)

/** What only a service can answer that took nothing. */
const refusals = fc.constantFrom<Fate>(
  'not-sent',
  answer(429, anErrorAnswer('too_many_requests')),
  answer(429, anErrorAnswer('too_many_requests'), { headers: { 'retry-after': '3' } }),
  // The page of a gateway, before the service has heard of it.
  answer(429, html),
  answer(403, ''),
  answer(400, anErrorAnswer('bad_request')),
  answer(400, { success: false, error: 'no' }),
  answer(401, anErrorAnswer('invalid_token')),
  answer(403, anErrorAnswer('used_up')),
  answer(403, anErrorAnswer('nsfw')),
  answer(404, anErrorAnswer('no_api')),
  answer(307, '', { headers: { location: 'https://elsewhere.example.com/' } }),
  answer(308, '', { headers: { location: 'https://elsewhere.example.com/' } }),
  answer(200, anErrorAnswer('api_error')),
)

const accepted = fc.constantFrom<Fate>(
  answer(200, anAcceptance()),
  answer(200, anImageAnswer()),
  answer(201, anAcceptance(), { delayMs: 20_000 }),
)

const tries: fc.Arbitrary<Try> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ accepts: fc.boolean(), fate: blind }) },
  { weight: 4, arbitrary: fc.record({ accepts: fc.constant(false), fate: refusals }) },
  { weight: 1, arbitrary: fc.record({ accepts: fc.constant(true), fate: accepted }) },
)

const stories = fc.record({
  tries: fc.array(tries, { minLength: 1, maxLength: 8 }),
  mode: fc.constantFrom('async' as const, 'sync' as const),
  maxAttempts: fc.constantFrom(undefined, 1, 8),
  abortAtMs: fc.option(fc.oneof(fc.constant(0), fc.nat(40_000)), { nil: undefined }),
  closeAtMs: fc.option(fc.oneof(fc.constant(0), fc.nat(40_000)), { nil: undefined, freq: 4 }),
  slowTokenMs: fc.option(fc.nat(1_000), { nil: undefined, freq: 3 }),
})

type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never

interface Outcome {
  readonly jobs: number
  readonly requests: number
  readonly error: FluxError | undefined
}

async function play(story: Story, optIn: boolean): Promise<Outcome> {
  const clock = createLeapClock()
  let jobs = 0
  let requests = 0
  const listed: Record<string, unknown>[] = []
  const network = createNetwork(clock, ({ url, signal, body }) => {
    const sent = JSON.parse(String(body)) as { ids?: string[] }
    if (url.pathname !== '/flux/images') {
      return answer(200, aBatch(...(sent.ids?.map((id) => aFinishedTask(id)) ?? listed)))
    }
    const each = story.tries[requests++]
    if (!each) return answer(401, anErrorAnswer('invalid_token'))
    // What was aborted before it was sent never leaves the machine.
    if (each.accepts && !signal.aborted) {
      const id = each.fate === 'lost' ? `lost-${++jobs}` : `task-${++jobs}`
      listed.push(aRunningTask(id, { created_at: clock.now() / 1_000, request: sent }))
    }
    return each.fate
  })
  const { slowTokenMs } = story
  const flux = createFluxClient({
    token:
      slowTokenMs === undefined
        ? token
        : () => new Promise((resolve) => void clock.setTimer(() => resolve(token), slowTokenMs)),
    transport: network.transport,
    clock,
    random: () => 0.5,
    retry: story.maxAttempts === undefined ? {} : { maxAttempts: story.maxAttempts },
    retrySubmissionAfterServiceError: optIn,
  })
  const caller = new AbortController()
  if (story.abortAtMs !== undefined) clock.setTimer(() => caller.abort(), story.abortAtMs)
  if (story.closeAtMs !== undefined) clock.setTimer(() => void flux.close(), story.closeAtMs)
  let error: unknown
  const done = flux.generate({ prompt }, { mode: story.mode, signal: caller.signal }).catch((thrown: unknown) => {
    error = thrown
  })
  await clock.until(done, 7_200_000)
  await clock.drain(7_200_000)
  expect(network.openBodies).toBe(0)
  return { jobs, requests, error: asFluxError(error) }
}

function asFluxError(error: unknown): FluxError | undefined {
  if (error === undefined) return undefined
  if (!isFluxError(error)) throw new Error('Core threw what is not its own.', { cause: error })
  expect(leaks(error)).toEqual([])
  return error
}

describe('whatever the network does to the tries of one submission', () => {
  test('the service takes at most one submission', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        expect((await play(story, false)).jobs).toBeLessThanOrEqual(1)
      }),
      fuzzRun(200),
    )
  })

  test('an error that says "nothing was charged" is right, also for who opted in to repeating service errors', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.boolean(), async (story, optIn) => {
        const { jobs, error } = await play(story, optIn)
        expect(jobs > 0 ? error?.charged : undefined).not.toBe('no')
      }),
      fuzzRun(200),
    )
  })

  test('an error that may be tried again unchanged is one of a submission that was not taken', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { jobs, error } = await play(story, false)
        // A wait that was given up names its task: to call again is to wait again.
        expect(error?.retryable && !error.taskId ? jobs : 0).toBe(0)
      }),
      fuzzRun(150),
    )
  })

  test('what certainly was not taken is tried again: a refused connection and a rate limit cost a wait, not the image', async () => {
    const passing = fc.constantFrom<Fate>('not-sent', answer(429, anErrorAnswer('too_many_requests')))
    await fc.assert(
      fc.asyncProperty(fc.array(passing, { maxLength: 3 }), accepted, async (fates, last) => {
        const all = [...fates.map((fate) => ({ accepts: false, fate })), { accepts: true, fate: last }]
        const story: Story = {
          tries: all,
          mode: 'async',
          maxAttempts: undefined,
          abortAtMs: undefined,
          closeAtMs: undefined,
          slowTokenMs: undefined,
        }
        expect(await play(story, false)).toEqual({ jobs: 1, requests: all.length, error: undefined })
      }),
      fuzzRun(40),
    )
  })
})
