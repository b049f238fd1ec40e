import { createFluxClient, isFluxError } from '@fluxkit/core'
import { type CallbackEvent, createCallbackReceiver, generateCallbackKey } from '@fluxkit/core/callbacks'
import { anAcceptance, anErrorAnswer, anImageAnswer } from '@fluxkit/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzRun } from './support/fuzz-run.ts'
import { createLeapClock } from './support/leap-clock.ts'
import { createNetwork } from './support/network.ts'
import { token } from './support/secrets.ts'

const encoder = new TextEncoder()
const secretKey = generateCallbackKey()

type BodyEnd = 'close' | 'break' | 'stall'

/** A body that comes in pieces and ends as a network makes it end. */
function streamOf(chunks: readonly Uint8Array[], end: BodyEnd, onCancel: () => void): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream(
    {
      pull(controller) {
        const chunk = left.shift()
        if (chunk) controller.enqueue(chunk)
        else if (end === 'close') controller.close()
        else if (end === 'break') controller.error(new Error('Connection reset.'))
        // Stalled: `pull` is not called again until something was enqueued.
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  )
}

const bodies = fc.oneof(
  fc.constantFrom<unknown>(
    anImageAnswer(),
    { ...anErrorAnswer('api_error'), task_id: 'task-1' },
    { task_id: 'task-1' },
  ),
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom('task_id', 'success', 'data', 'error', 'trace_id', '__proto__'), fc.jsonValue()),
)

const chunks = fc.oneof(
  { weight: 4, arbitrary: bodies.map((body) => [encoder.encode(JSON.stringify(body))]) },
  { weight: 1, arbitrary: fc.array(fc.uint8Array({ minLength: 1, maxLength: 30 }), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.nat(40).map((count) => Array.from({ length: count }, () => new Uint8Array(1_000))) },
)

test('every call gets an answer in time, and only calls with the secret have an effect', async () => {
  const calls = fc.record({
    method: fc.constantFrom('POST', 'PUT', 'GET', 'DELETE'),
    forgery: fc.constantFrom('', '', '', 'x', '/', '%00'),
    chunks,
    end: fc.constantFrom<BodyEnd>('close', 'close', 'break', 'stall'),
    length: fc.constantFrom(undefined, '0', '99999999', 'ten'),
    abortAtMs: fc.option(fc.nat(20_000), { nil: undefined }),
    handlerFails: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { minLength: 1, maxLength: 3 }), async (all) => {
      const clock = createLeapClock()
      const heard: CallbackEvent[] = []
      const failures: unknown[] = []
      let handlerFails = false
      const receiver = createCallbackReceiver({
        secretKey,
        publicUrl: 'https://bot.example.com/callbacks',
        maxBytes: 20_000,
        clock,
        onResult(event) {
          heard.push(event)
          if (handlerFails) throw new Error('The disk is full.')
        },
        onError: (error) => void failures.push(error),
      })
      const genuine = await receiver.urlFor('job-1')
      let trusted = 0
      for (const call of all) {
        handlerFails = call.handlerFails
        const caller = new AbortController()
        const stop = call.abortAtMs === undefined ? undefined : clock.setTimer(() => caller.abort(), call.abortAtMs)
        let cancelled = 0
        const hasBody = call.method !== 'GET'
        const request = new Request(`${genuine}${call.forgery}`, {
          method: call.method,
          headers: call.length === undefined ? {} : { 'content-length': call.length },
          signal: caller.signal,
          ...(hasBody ? { body: streamOf(call.chunks, call.end, () => cancelled++), duplex: 'half' as const } : {}),
        })
        const answered = receiver.handle(request)
        await clock.until(answered, 30_000)
        stop?.()
        const { status } = await answered
        const statuses = call.forgery === '' ? (call.method === 'POST' ? [200, 400, 408, 413] : [405]) : [404]
        expect(statuses).toContain(status)
        // A peer that stopped sending is not listened to any longer.
        expect(cancelled > 0 || status !== 408).toBe(true)
        if (status === 200) trusted++
      }
      await clock.drain(1_000)
      expect(clock.pendingTimers).toBe(0)
      expect(heard.length).toBeLessThanOrEqual(trusted)
      expect(heard.every(({ jobKey, taskId }) => jobKey === 'job-1' && (taskId?.length ?? 0) <= 200)).toBe(true)
      expect(failures.length).toBeLessThanOrEqual(heard.length)
    }),
    fuzzRun(80),
  )
})

test('whatever is delivered is taken or left, and the wait that it ends reports the truth', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.boolean(), async (body, early) => {
      const clock = createLeapClock()
      const accepted = { status: 200, headers: {}, end: 'whole', delayMs: 0 } as const
      const chunk = encoder.encode(JSON.stringify(anAcceptance()))
      const network = createNetwork(clock, ({ url }) =>
        url.pathname === '/flux/images' ? { ...accepted, chunks: [chunk] } : 'lost',
      )
      const flux = createFluxClient({ token, clock, transport: network.transport })
      await flux.submit({ action: 'generate', prompt: 'a red fox' }, { jobKey: 'job-1' })
      const wait = (): Promise<unknown> =>
        flux.tasks.wait('task-1', { deadlineMs: 5_000 }).catch((error: unknown) => error)
      const before = early ? undefined : wait()
      const isTaken = flux.tasks.deliver({ taskId: 'task-1', jobKey: 'job-1', body }) === 'result'
      const ended = before ?? wait()
      await clock.until(ended, 6_000)
      const end = await ended
      expect(isFluxError(end) ? end.code : 'images').toBe(isTaken ? 'images' : 'wait_deadline')
      await flux.close()
      expect(clock.pendingTimers).toBe(0)
    }),
    fuzzRun(150),
  )
})
