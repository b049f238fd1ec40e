import { describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { CallerAborted, DeadlineReached } from './deadline.ts'
import { exchange } from './exchange.ts'
import { aCall, scriptedNetwork } from './fixtures/call.ts'
import { rejection } from './fixtures/rejection.ts'
import { BodyTooLarge } from './read-body.ts'
import type { Transport, TransportRequest } from './transport.ts'

describe('exchange sends', () => {
  it('a POST with the token, the type of its body and the wish for JSON', async () => {
    const network = scriptedNetwork([{ body: {} }])
    await exchange(network, aCall())
    expect(network.transport.requests).toEqual([
      {
        method: 'POST',
        url: 'https://api.example.com/flux/images?signature=s3cr3t',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer sk-1234567890abcdef',
          'content-type': 'application/json',
        },
        body: { prompt: 'a white siamese cat on a red sofa' },
        network: 'api',
      },
    ])
  })

  it('bytes as they are, for an upload', async () => {
    const network = scriptedNetwork([{ body: {} }])
    const body = new Uint8Array([0, 255])
    await exchange(network, aCall({ body, contentType: 'multipart/form-data; boundary=x' }))
    expect(network.transport.requests[0]).toMatchObject({
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    })
  })
})

describe('exchange answers with', () => {
  it('status and JSON of any answer, also of an error', async () => {
    const network = scriptedNetwork([{ status: 500, body: { success: false, seed: 0 } }])
    await expect(exchange(network, aCall())).resolves.toEqual({
      status: 500,
      text: '{"success":false,"seed":0}',
      parsed: { success: false, seed: 0 },
      json: { success: false, seed: 0 },
      retryAfterMs: undefined,
      viaProxy: false,
    })
  })

  it.each(['<html>502 Bad Gateway</html>', '', '{"a":', 'null', '7', '"text"', '[]', '[{}]', '\u0000'])(
    'no JSON object for %j',
    async (body) => {
      await expect(exchange(scriptedNetwork([{ body }]), aCall())).resolves.toMatchObject({ json: undefined })
    },
  )

  it('JSON behind a byte order mark', async () => {
    await expect(exchange(scriptedNetwork([{ body: '\uFEFF{"a":1}' }]), aCall())).resolves.toMatchObject({
      json: { a: 1 },
    })
  })

  it.each([
    ['7', 7_000],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9_000],
    ['soon', undefined],
  ])('Retry-After %s as %s ms by its clock', async (value, retryAfterMs) => {
    const network = scriptedNetwork([{ status: 429, headers: { 'retry-after': value }, body: {} }])
    await expect(exchange(network, aCall())).resolves.toMatchObject({ retryAfterMs })
  })

  it('a redirect as it is, without following it', async () => {
    const network = scriptedNetwork([{ status: 307, headers: { location: 'https://evil.example/' } }])
    await expect(exchange(network, aCall())).resolves.toMatchObject({ status: 307 })
    expect(network.transport.requests).toHaveLength(1)
  })
})

describe('exchange ends', () => {
  it('an answer without end after 8 MB', async () => {
    let sent = 0
    const transport: Transport = async () => ({
      status: 200,
      header: () => undefined,
      body: (async function* () {
        for (;;) {
          sent += 1_048_576
          yield new Uint8Array(1_048_576)
        }
      })(),
    })
    const network = { transport, clock: createFakeClock(), random: () => 0 }
    expect(await rejection(exchange(network, aCall()))).toBeInstanceOf(BodyTooLarge)
    expect(sent).toBe(9 * 1_048_576)
  })

  it('when no headers come', async () => {
    const network = scriptedNetwork(['hang'])
    const waiting = rejection(exchange(network, aCall({ timeoutMs: 1_000 })))
    await network.clock.advance(1_000)
    expect(await waiting).toBeInstanceOf(DeadlineReached)
    expect(network.clock.pendingDelaysMs()).toEqual([])
  })

  it('when headers come in time but the body does not: one deadline for both', async () => {
    const clock = createFakeClock()
    const transport: Transport = async () => {
      await new Promise<void>((resolve) => clock.setTimer(resolve, 900))
      const body = (async function* () {
        yield new Uint8Array(1)
        await new Promise(() => undefined)
      })()
      return { status: 200, header: () => undefined, body }
    }
    const ended = vi.fn<() => void>()
    const waiting = rejection(exchange({ transport, clock, random: () => 0 }, aCall({ timeoutMs: 1_000 })))
    void waiting.then(ended)
    await clock.advance(999)
    expect(ended).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(await waiting).toBeInstanceOf(DeadlineReached)
    expect(clock.pendingDelaysMs()).toEqual([])
  })

  it('when a slow drip of bytes would keep it alive forever', async () => {
    const clock = createFakeClock()
    const transport: Transport = async () => ({
      status: 200,
      header: () => undefined,
      body: (async function* () {
        for (;;) {
          await new Promise<void>((resolve) => clock.setTimer(resolve, 100))
          yield new Uint8Array(1)
        }
      })(),
    })
    const waiting = rejection(exchange({ transport, clock, random: () => 0 }, aCall({ timeoutMs: 1_000 })))
    await clock.advance(1_000)
    expect(await waiting).toBeInstanceOf(DeadlineReached)
  })

  it('when the caller aborts, and notifies the transport', async () => {
    const controller = new AbortController()
    let seen: TransportRequest | undefined
    const transport: Transport = (request) => {
      seen = request
      return new Promise(() => undefined)
    }
    const network = { transport, clock: createFakeClock(), random: () => 0 }
    const waiting = rejection(exchange(network, aCall({ signal: controller.signal })))
    controller.abort()
    expect(await waiting).toBeInstanceOf(CallerAborted)
    expect(seen?.signal.aborted).toBe(true)
  })
})
