import { describe, expect, test } from 'vitest'
import { isFluxError } from '../errors/is-flux-error.ts'
import { anAcceptance } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClientOptions } from './options.ts'
import type { FluxClient } from './types.ts'

interface Bench {
  readonly flux: FluxClient
  readonly clock: FakeClock
  readonly transport: ScriptedTransport
}

/** A service that takes every submission and answers none. */
function createBench(options: Partial<FluxClientOptions> = {}): Bench {
  const clock = createFakeClock()
  const transport = createScriptedTransport(Array<'hang'>(1_000).fill('hang'))
  return {
    flux: createFluxClient({ token: 'sk-secret-token', transport, clock, findLost: false, ...options }),
    clock,
    transport,
  }
}

const cat = { action: 'generate', prompt: 'a white siamese cat' } as const

function submitMany(flux: FluxClient, count: number): Promise<string>[] {
  return Array.from({ length: count }, () =>
    flux.submit(cat).then(
      () => 'accepted',
      (error: unknown) => (isFluxError(error) ? `${error.code}, charged: ${error.charged}` : 'no Flux error'),
    ),
  )
}

describe('many submissions at once', () => {
  test('are sent 64 at a time, and 64 more each 100 ms when the service does not answer', async () => {
    const { flux, clock, transport } = createBench()
    const ends = submitMany(flux, 200)
    await clock.advance(0)
    expect(transport.requests).toHaveLength(64)
    await clock.advance(100)
    expect(transport.requests).toHaveLength(128)
    await clock.advance(200)
    expect(transport.requests).toHaveLength(200)
    await flux.close()
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['aborted, charged: unknown']))
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('follow each other without a pause while the service answers', async () => {
    const clock = createFakeClock()
    const transport = createScriptedTransport(() => ({ body: anAcceptance() }))
    const flux = createFluxClient({ token: 'sk-secret-token', transport, clock })
    const ends = submitMany(flux, 300)
    await clock.advance(0)
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['accepted']))
    expect(transport.requests).toHaveLength(300)
  })

  test('an abort of one that waits for its turn rejects at once, and nothing is sent for it', async () => {
    const { flux, clock, transport } = createBench()
    const others = submitMany(flux, 64)
    const controller = new AbortController()
    const aborted = flux.submit(cat, { signal: controller.signal })
    await clock.advance(0)
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', charged: 'no' })
    await clock.advance(1_000)
    expect(transport.requests).toHaveLength(64)
    await flux.close()
    await Promise.all(others)
  })

  test('closing the client sends nothing for those that wait for their turn', async () => {
    const { flux, clock, transport } = createBench()
    const ends = submitMany(flux, 100)
    await clock.advance(0)
    await flux.close()
    expect((await Promise.all(ends)).slice(64)).toEqual(Array(36).fill('client_closed, charged: no'))
    await clock.advance(1_000)
    expect(transport.requests).toHaveLength(64)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  test('those that fail before they are sent make room for the next', async () => {
    let token = ''
    const { flux, clock, transport } = createBench({ token: () => token })
    const ends = submitMany(flux, 64)
    await clock.advance(0)
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['no_token, charged: no']))
    token = 'sk-secret-token'
    const next = submitMany(flux, 64)
    await clock.advance(0)
    expect(transport.requests).toHaveLength(64)
    await flux.close()
    await Promise.all(next)
  })

  test('those that hold their connection until the image is there do not wait for each other', async () => {
    const { flux, clock, transport } = createBench()
    const ends = Array.from({ length: 100 }, () => flux.generate(cat, { mode: 'sync' }).catch(() => undefined))
    await clock.advance(0)
    expect(transport.requests).toHaveLength(100)
    await clock.advance(300_000)
    await Promise.all(ends)
  })
})
