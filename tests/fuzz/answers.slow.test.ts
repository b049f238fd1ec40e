import { createFluxClient, type FluxClient, type FluxError, isFluxError } from '@fluxkit/core'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { anyFate } from './support/arbitraries.ts'
import { createCountedSignal } from './support/counted-signal.ts'
import { fuzzRun } from './support/fuzz-run.ts'
import { createLeapClock, type LeapClock } from './support/leap-clock.ts'
import { createNetwork, type Fate, type Network } from './support/network.ts'
import { sampleImages } from './support/images.ts'
import { leaks, prompt, spellings, token } from './support/secrets.ts'

/** Longer than anything a client may wait for: the deadline of a wait, of a synchronous submission, of tries. */
const patienceMs = 3 * 3_600_000

interface Bench {
  readonly clock: LeapClock
  readonly network: Network
  readonly flux: FluxClient
  readonly signal: AbortSignal
}

type Operation = (bench: Bench) => Promise<unknown>

const request = { action: 'generate', prompt } as const

const operations: Readonly<Record<string, Operation>> = {
  'submit for later': ({ flux, signal }) => flux.submit(request, { signal }),
  'generate and wait': ({ flux, signal }) => flux.generate({ prompt }, { signal }),
  'generate while the connection is held': ({ flux, signal }) => flux.generate({ prompt }, { signal, mode: 'sync' }),
  'get a task': ({ flux, signal }) => flux.tasks.get('task-1', { signal }),
  'get many tasks': ({ flux, signal }) => flux.tasks.getMany(['task-1', 'task-2', 'task-3'], { signal }),
  'wait for a task': ({ flux, signal }) => flux.tasks.wait('task-1', { signal }),
  'watch tasks': async ({ flux, signal }) => {
    const ends: string[] = []
    for await (const event of flux.tasks.watch(['task-1', 'task-2', 'task-3'], { signal })) {
      if ('error' in event) expectFluxError(event.error)
      if (event.type === 'succeeded' || event.type === 'failed') ends.push(event.taskId)
    }
    expect(ends.toSorted()).toEqual(['task-1', 'task-2', 'task-3'])
  },
  'check the connection': ({ flux, signal }) => flux.checkConnection({ signal }),
  'download an image': ({ flux, signal }) =>
    flux.images.download('https://cdn.example.com/cat.png', { signal, maxBytes: 1_000_000 }),
  'upload an image': ({ flux, signal }) => flux.files.upload({ bytes: sampleImages[0]!, name: prompt }, { signal }),
}

const submissions: ReadonlySet<string> = new Set([
  'submit for later',
  'generate and wait',
  'generate while the connection is held',
])

/** @returns what the operation came to */
async function run(
  operation: Operation,
  fates: readonly Fate[],
  end: { readonly abortAtMs?: number | undefined; readonly closeAtMs?: number | undefined },
): Promise<{ readonly network: Network; readonly error: FluxError | undefined }> {
  const clock = createLeapClock()
  const network = createNetwork(clock, (_, index) => fates[index % fates.length] ?? 'lost')
  const flux = createFluxClient({
    token,
    platformToken: token,
    transport: network.transport,
    clock,
    random: seededRandom(fates.length),
  })
  const caller = createCountedSignal()
  const stops = [
    end.abortAtMs === undefined ? undefined : clock.setTimer(() => caller.abort(), end.abortAtMs),
    end.closeAtMs === undefined ? undefined : clock.setTimer(() => void flux.close(), end.closeAtMs),
  ]
  let error: unknown
  const done = operation({ clock, network, flux, signal: caller.signal }).catch((thrown: unknown) => (error = thrown))
  await clock.until(done, patienceMs)
  for (const stop of stops) stop?.()
  // A submission that nobody waits for any more continues to its own limit, and no further.
  await clock.drain(31_000)
  expect(clock.pendingTimers).toBe(0)
  expect(caller.listeners).toBe(0)
  expect(network.openBodies).toBe(0)
  await flux.close()
  expect(clock.pendingTimers).toBe(0)
  if (error !== undefined) expectFluxError(error)
  return { network, error }
}

function expectFluxError(error: unknown): asserts error is FluxError {
  if (!isFluxError(error)) throw error
  expect(leaks(error, 'unknown')).toEqual([])
  // Whatever arrived, a user is going to read this, in a terminal.
  expect(error.message.length).toBeLessThan(3_000)
  expect(error.message).not.toMatch(/\p{Cc}/u)
  expect(spellings(error)).not.toContain('\u001b')
}

/** Numbers that look like chance and are the same every time. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 16_807 + 11) % 2_147_483_647) / 2_147_483_647
}

beforeAll(async () => {
  // Loads, and compiles, what is loaded with the first use.
  const [upload, download] = [operations['upload an image']!, operations['download an image']!]
  await Promise.all([upload, download].map((operation) => run(operation, ['not-sent'], {})))
})

describe.each(Object.entries(operations))('whatever arrives, to %s', (name, operation) => {
  test('ends with a value or a separate error, keeps secrets, and leaves nothing behind', async () => {
    const ends = fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      fc.record({ abortAtMs: fc.oneof(fc.constant(0), fc.nat(70_000)) }),
      fc.record({ closeAtMs: fc.oneof(fc.constant(0), fc.nat(70_000)) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyFate, { minLength: 1, maxLength: 6 }), ends, async (fates, end) => {
        const outcome = await run(operation, fates, end)
        expect(submissions.has(name) ? wrongSubmissions(fates, outcome) : []).toEqual([])
      }),
      fuzzRun(30),
    )
  })
})

/** What a submission did that may cost somebody money twice, or a secret. */
function wrongSubmissions(fates: readonly Fate[], { network, error }: Awaited<ReturnType<typeof run>>): string[] {
  const sent = network.requests.filter(({ url }) => url.pathname === '/flux/images')
  const last = sent.length - 1
  const fateOf = (index: number): Fate => fates[index % fates.length] ?? 'lost'
  return [
    ...sent.slice(0, -1).flatMap((_, index) => (wasRefused(fateOf(index)) ? [] : [`repeated after try ${index + 1}`])),
    ...(error?.charged === 'no' && last >= 0 && canBeAccepted(fateOf(last))
      ? ['promised that nothing was charged']
      : []),
    // What a task says of itself is checked by the prompt that it echoes.
    ...(error && error.taskId === undefined ? leaks(error) : []),
  ]
}

/** After this, and nothing else, a submission may be made again. */
function wasRefused(fate: Fate): boolean {
  return fate === 'not-sent' || (typeof fate === 'object' && fate.status === 429 && fate.end === 'whole')
}

/** Could the service have taken the submission that got this answer? What it says itself with a 4xx counts as no. */
function canBeAccepted(fate: Fate): boolean {
  if (fate === 'not-sent') return false
  if (typeof fate === 'string') return true
  const { status } = fate
  return (
    !((status >= 200 && status < 300) || [301, 307, 308].includes(status) || (status >= 400 && status < 500)) ||
    fate.end !== 'whole'
  )
}
