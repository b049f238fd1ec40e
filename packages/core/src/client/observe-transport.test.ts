import { describe, expect, it, vi } from 'vitest'
import { aBatch, anAcceptance, aFinishedTask } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { RequestInfo, ResponseInfo } from './observe-transport.ts'
import type { FluxClientOptions } from './options.ts'

const prompt = 'a very private birthday'

async function generate(steps: readonly ScriptStep[], options: FluxClientOptions): Promise<unknown> {
  const clock = createFakeClock()
  const flux = createFluxClient({
    token: 'sk-secret-token',
    transport: createScriptedTransport(steps),
    clock,
    random: () => 0,
    headers: { 'x-key': 'header-secret' },
    ...options,
  })
  const done = flux.generate({ prompt }).catch((error: unknown) => error)
  await clock.advance(60_000)
  return done
}

describe('hooks', () => {
  it('see every request and its answer, in order', async () => {
    const seen: (RequestInfo | ResponseInfo)[] = []
    const note = (info: RequestInfo): void => void seen.push(info)
    await generate([{ status: 429, body: {} }, { body: anAcceptance() }, 'lost', { body: aBatch(aFinishedTask()) }], {
      onRequest: note,
      onResponse: note,
    })
    const images = { method: 'POST', url: 'https://api.acedata.cloud/flux/images', network: 'api' }
    const tasks = { method: 'POST', url: 'https://api.acedata.cloud/flux/tasks', network: 'api' }
    expect(seen).toEqual([
      { id: 1, ...images },
      { id: 1, ...images, status: 429, durationMs: 0 },
      { id: 2, ...images },
      { id: 2, ...images, status: 200, durationMs: 0 },
      { id: 3, ...tasks },
      { id: 3, ...tasks, sent: 'maybe', durationMs: 0 },
      { id: 4, ...tasks },
      { id: 4, ...tasks, status: 200, durationMs: 0 },
    ])
  })

  it('and loggers are never given the token, the prompt or an own header', async () => {
    const seen: unknown[] = []
    const note = (...facts: unknown[]): void => void seen.push(facts)
    await generate([{ status: 400, body: { error: { code: 'bad_request', message: `no: ${prompt}` } } }], {
      onRequest: note,
      onResponse: note,
      logger: { debug: note, warn: note },
    })
    expect(seen).toHaveLength(4)
    expect(JSON.stringify(seen)).not.toMatch(/sk-secret-token|birthday|header-secret/)
  })

  it('that throw lose nothing: the mistake reaches the host as an uncaught error', async () => {
    const uncaught = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => undefined)
    const fail = (): never => {
      throw new Error('a mistake in the host')
    }
    const done = await generate([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }], {
      onRequest: fail,
      onResponse: fail,
      logger: { debug: fail, warn: fail },
    })
    expect(done).toMatchObject({ taskId: 'task-1' })
    expect(uncaught.mock.calls.length).toBeGreaterThanOrEqual(8)
    uncaught.mockRestore()
  })
})

describe('a logger', () => {
  it('is reported at the level of the answer', async () => {
    const lines: string[] = []
    const logger = {
      debug: (message: string) => void lines.push(`debug ${message}`),
      warn: (message: string) => void lines.push(`warn ${message}`),
    }
    await generate([{ status: 400, body: { error: { code: 'bad_request' } } }], { logger })
    expect(lines).toEqual([
      'debug POST https://api.acedata.cloud/flux/images',
      'warn POST https://api.acedata.cloud/flux/images: 400',
    ])
  })

  it('may be the console', () => {
    expect(() => createFluxClient({ token: 'any', logger: console })).not.toThrow()
  })
})
