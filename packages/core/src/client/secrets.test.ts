import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFluxError } from '../errors/is-flux-error.ts'
import { images } from '../images/fixtures/images.ts'
import { aBatch, anAcceptance, aRunningTask } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'

const token = 'sk-7Q2mZ9xK4vB8nW3cR6tY1uE5'
const platformToken = 'platform-3kD8sLq0PzVt6HyRn'
const prompt = 'A walrus reading Dostoyevsky in a lighthouse'
const imageUrl = 'https://example.com/private/day.png?signature=8f2c77ab01'
const secrets = [token, prompt, imageUrl]

/** What a log, a terminal or a journal shows of an error. */
function shown(error: unknown): string {
  const { message, stack } = error as Error
  return [message, stack, inspect(error, { depth: 12, showHidden: true }), JSON.stringify(error)].join('\n')
}

/** A service that repeats what it was sent, in any of its fields and in any form. */
const quotes = fc
  .tuple(
    fc.constantFrom(...secrets),
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `refused: ${text}`,
      (text) => JSON.stringify({ prompt: text }),
      (text) => encodeURIComponent(text),
      (text) => btoa(text),
      (text) => text.slice(3, 30),
      (text) => text.toUpperCase().replaceAll(' ', '  '),
    ),
  )
  .map(([secret, encode]) => encode(secret))
const value = fc.oneof(quotes, fc.constantFrom<unknown>(undefined, null, 7, 'no GPU', 'api_error'))
const error = fc.oneof(quotes, fc.record({ code: value, message: value, detail: value }))
const response = fc.record({
  success: fc.constantFrom(false, true, undefined),
  status: fc.oneof(quotes, fc.constantFrom(undefined, 'failed', 'rejected')),
  error,
  trace_id: value,
  data: fc.constantFrom<unknown>(undefined, [], [{ image_url: 'https://cdn.example.com/a.png' }]),
})

interface Case {
  readonly call: (flux: FluxClient) => Promise<unknown>
  /** Is the submission before the call accepted, so that the client knows its request? */
  readonly accepts?: boolean
}

/** Calls that a failing service answers with quotes of what it was sent. */
const cases: Record<string, Case> = {
  submit: { call: (flux) => flux.submit({ action: 'edit', prompt, imageUrl }) },
  'edit in synchronous mode': { call: (flux) => flux.edit({ prompt, imageUrl }, { mode: 'sync' }) },
  'tasks.get': {
    accepts: true,
    async call(flux) {
      await flux.submit({ action: 'edit', prompt, imageUrl })
      return flux.tasks.get('task-1')
    },
  },
}

function expectNothingShown(reason: unknown): void {
  if (!isFluxError(reason)) return
  const text = shown(reason)
  for (const secret of [...secrets, platformToken]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(encodeURIComponent(secret).slice(0, 24))
    expect(text).not.toContain(btoa(secret).slice(0, 20))
    expect(text.toLowerCase()).not.toContain(secret.slice(0, 24).toLowerCase())
  }
}

function createBench(answer: (action: unknown) => ScriptStep) {
  const clock = createFakeClock()
  const step: ScriptStep = (request) => {
    const next = answer((request.body as { action?: unknown } | undefined)?.action)
    if (typeof next === 'string' || typeof next === 'function' || 'cut' in next) throw new Error('Not an answer.')
    return next
  }
  const transport = createScriptedTransport(Array.from({ length: 60 }, () => step))
  return {
    clock,
    flux: createFluxClient({ token, platformToken, transport, clock, random: () => 0, retry: { maxAttempts: 1 } }),
  }
}

describe.each(Object.entries(cases))('%s', (_, { call, accepts = false }) => {
  test('shows no secret, whatever the answer repeats', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 503), response, async (status, body) => {
        const { flux, clock } = createBench((action) =>
          accepts && action === 'edit' ? { body: anAcceptance() } : { status, body },
        )
        const done = call(flux).then(expectNothingShown, expectNothingShown)
        await clock.advance(60_000)
        await done
      }),
      { numRuns: 60 },
    )
  })
})

describe('what a client knows of one request isn’t shown by calls about others', () => {
  const callbackUrl = 'https://bot.example.com/callbacks/am9iLTE/Zq3rT8vXyB2nM5pK7wL9sD4fG6hJ1aQc'
  const header = 'tenant-key-5f2b9c7d1e'
  const echoed = 'a lynx in a blue raincoat'
  const known = [prompt, imageUrl, callbackUrl, token, platformToken, header, echoed]
  const calls: Record<string, (flux: FluxClient) => Promise<unknown>> = {
    'tasks.list': (flux) => flux.tasks.list({ userId: 'user-1' }),
    'tasks.get of another task': (flux) => flux.tasks.get('task-9'),
    'tasks.getMany of other tasks': (flux) => flux.tasks.getMany(['task-8', 'task-9']),
    'account.balance': (flux) => flux.account.balance(),
    'account.usage': (flux) => flux.account.usage('trace-1'),
    'files.upload': (flux) => flux.files.upload(images.png),
    checkConnection: (flux) => flux.checkConnection(),
    checkSubmission: (flux) => flux.checkSubmission(),
  }

  test.each(Object.entries(calls))('%s', async (_, call) => {
    for (const quoted of known) {
      const task = aRunningTask('task-2', { request: { action: 'generate', prompt: echoed } })
      const transport = createScriptedTransport([
        { body: anAcceptance() },
        { body: aBatch(task) },
        { status: 500, body: { error: { code: 'api_error', message: `busy with "${quoted}"` }, trace_id: quoted } },
      ])
      const flux = createFluxClient({
        token,
        platformToken,
        transport,
        headers: { 'x-tenant': header },
        retry: { maxAttempts: 1 },
      })
      await flux.submit({ action: 'edit', prompt, imageUrl, callbackUrl })
      await flux.tasks.list({ userId: 'user-1' })
      const reason: unknown = await call(flux).catch((failure: unknown) => failure)
      expect(isFluxError(reason) && reason.serviceText).toContain(quoted)
      expect(shown(reason)).not.toContain(quoted)
    }
  })

  test('nor does a list show the service’s text at all: it may be about tasks that this client doesn’t know', async () => {
    const body = { error: { code: 'a lynx', message: 'busy with a lynx in a coat' }, trace_id: 'trace-1' }
    for (const call of [calls['tasks.list'], calls['account.balance'], calls['account.usage']]) {
      const transport = createScriptedTransport([{ status: 500, body }])
      const reason: unknown = await call?.(
        createFluxClient({ token, platformToken, transport, retry: { maxAttempts: 1 } }),
      ).catch((failure: unknown) => failure)
      expect(reason).toMatchObject({ code: 'api_error', traceId: 'trace-1', serviceText: 'busy with a lynx in a coat' })
      expect(shown(reason)).not.toContain('lynx')
    }
  })
})

test('reads that need no request show no token', async () => {
  const steps = [token, platformToken].map((quoted) => ({
    status: 503,
    body: { success: false, error: { code: quoted, message: `no such token: ${quoted}` }, trace_id: quoted },
  }))
  const transport = createScriptedTransport(steps)
  const flux = createFluxClient({ token, platformToken, transport, retry: { maxAttempts: 1 } })
  for (const call of [() => flux.tasks.list({ userId: 'user-1' }), () => flux.account.balance()]) {
    await call().then(expectNothingShown, expectNothingShown)
  }
  expect(transport.requests).toHaveLength(2)
})

test('a submission that is refused with a quote of the application’s headers shows none of them', async () => {
  const headers = { 'x-tenant': 'tenant-key-5f2b9c7d1e', 'x-call': 'call-key-91ab4c77e0' }
  for (const quoted of Object.values(headers)) {
    const body = { error: { code: 'bad_request', message: `denied to ${quoted}` }, trace_id: quoted }
    const transport = createScriptedTransport([{ status: 400, body }])
    const flux = createFluxClient({ token, transport, headers: { 'x-tenant': headers['x-tenant'] } })
    const call = flux.submit({ action: 'generate', prompt }, { headers: { 'x-call': headers['x-call'] } })
    const reason: unknown = await call.catch((failure: unknown) => failure)
    expect(isFluxError(reason) && reason.serviceText).toContain(quoted)
    expect(shown(reason)).not.toContain(quoted)
  }
})

test('a failed task that quotes its request, echoed or not, shows no secret', async () => {
  await fc.assert(
    fc.asyncProperty(response, fc.boolean(), async (report, echoed) => {
      const request = echoed ? { prompt, image_url: imageUrl } : undefined
      const task = aRunningTask('task-1', { response: report, request, finished_at: 1_736_304_679 })
      const { flux, clock } = createBench((action) => ({
        body: action === 'edit' ? anAcceptance() : action === 'retrieve' ? task : aBatch(task),
      }))
      const done = flux.edit({ prompt, imageUrl }, { deadlineMs: 30_000 }).then(expectNothingShown, expectNothingShown)
      await clock.advance(40_000)
      await done
    }),
    { numRuns: 60 },
  )
})
