import type { Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import type { TransportResponse } from '../http/transport.ts'
import { exchangeByUndici } from './undici-exchange.ts'

/** A dispatcher whose one request is played by the test, callback by callback. */
function scripted(signal: AbortSignal = new AbortController().signal) {
  const calls: string[] = []
  let handler: Dispatcher.DispatchHandler = {}
  const controller = {
    pause: () => void calls.push('pause'),
    resume: () => void calls.push('resume'),
    abort: (reason: Error) => {
      calls.push('abort')
      handler.onResponseError?.(controller, reason)
    },
  } as unknown as Dispatcher.DispatchController
  const dispatcher = { dispatch: (_options: unknown, given: typeof handler) => ((handler = given), true) }
  const options = { origin: 'http://127.0.0.1', path: '/', method: 'GET' } as const
  const response = exchangeByUndici(dispatcher as unknown as Dispatcher, options, signal)
  return {
    calls,
    response,
    start: () => handler.onRequestStart?.(controller, {}),
    head: (status: number, headers = {}) => handler.onResponseStart?.(controller, status, headers),
    data: (bytes: Uint8Array) => handler.onResponseData?.(controller, Buffer.from(bytes)),
    end: () => handler.onResponseEnd?.(controller, {}),
    fail: (error: Error) => handler.onResponseError?.(controller, error),
  }
}

async function read({ body }: TransportResponse): Promise<number[]> {
  const bytes: number[] = []
  for await (const chunk of body) bytes.push(...chunk)
  return bytes
}

describe('exchangeByUndici', () => {
  it('answers with status, headers and the bytes in their order', async () => {
    const played = scripted()
    played.start()
    played.head(201, { 'retry-after': '3', link: ['a', 'b'] })
    played.data(Uint8Array.of(1, 2))
    const response = await played.response
    const bytes = read(response)
    played.data(Uint8Array.of(3))
    played.end()
    expect(await bytes).toEqual([1, 2, 3])
    expect(response.status).toBe(201)
    expect([response.header('retry-after'), response.header('link'), response.header('x')]).toEqual([
      '3',
      'a, b',
      undefined,
    ])
  })

  it('takes an early 103 for the announcement that it is', async () => {
    const played = scripted()
    played.start()
    played.head(103)
    played.head(200)
    expect((await played.response).status).toBe(200)
  })

  it('rejects when the request fails before its headers have come', async () => {
    const played = scripted()
    played.fail(new Error('refused'))
    await expect(played.response).rejects.toThrow('refused')
  })

  it('lets the body fail when the connection breaks after the headers', async () => {
    const played = scripted()
    played.start()
    played.head(200)
    const bytes = read(await played.response)
    played.fail(new Error('broken'))
    await expect(bytes).rejects.toThrow('broken')
  })

  it('pauses the connection at 64 KiB that nobody reads, and continues when somebody does', async () => {
    const played = scripted()
    played.start()
    played.head(200)
    played.data(new Uint8Array(65_535))
    expect(played.calls).toEqual([])
    played.data(new Uint8Array(1))
    expect(played.calls).toEqual(['pause'])
    const iterator = (await played.response).body[Symbol.asyncIterator]()
    await iterator.next()
    expect(played.calls).toEqual(['pause', 'resume'])
  })

  it('tears the connection down when the reader leaves early, and leaves it alone at the end', async () => {
    const early = scripted()
    early.start()
    early.head(200)
    early.data(Uint8Array.of(1))
    for await (const chunk of (await early.response).body) {
      expect([...chunk]).toEqual([1])
      break
    }
    expect(early.calls).toContain('abort')

    const whole = scripted()
    whole.start()
    whole.head(200)
    whole.end()
    expect(await read(await whole.response)).toEqual([])
    expect(whole.calls).toEqual([])
  })

  it('aborts a running request, and one whose turn comes after the abort', async () => {
    for (const startFirst of [true, false]) {
      const abort = new AbortController()
      const played = scripted(abort.signal)
      const rejected = expect(played.response).rejects.toThrow('enough')
      if (startFirst) played.start()
      abort.abort(new Error('enough'))
      if (!startFirst) played.start()
      await rejected
      expect(played.calls).toEqual(['abort'])
    }
  })

  it('forgets the signal when the exchange is over', async () => {
    const abort = new AbortController()
    const played = scripted(abort.signal)
    played.start()
    played.head(200)
    played.end()
    await read(await played.response)
    abort.abort(new Error('too late'))
    expect(played.calls).toEqual([])
  })
})
