import {
  type Clock,
  type Transport,
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from '@fluxkit/core'

/** What the network does to one request. */
export type Fate =
  | 'not-sent'
  | 'lost'
  | 'hang'
  /** A host's transport that breaks its own promise. */
  | 'throws'
  | AnsweredFate

export interface AnsweredFate {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly chunks: readonly Uint8Array[]
  /** How the body ends: properly, by a reset, or never. */
  readonly end: 'whole' | 'cut' | 'stalled'
  /** Before the headers. */
  readonly delayMs: number
}

export interface Network {
  readonly transport: Transport
  readonly requests: TransportRequest[]
  /** Bodies that were handed out and neither read to the end, nor left by `return()`, nor aborted. */
  readonly openBodies: number
}

/** A network that follows the script for each request, honours aborts, and knows what was left open. */
export function createNetwork(clock: Clock, decide: (request: TransportRequest, index: number) => Fate): Network {
  const requests: TransportRequest[] = []
  const open = new Set<object>()
  const transport: Transport = async (request) => {
    requests.push(request)
    const fate = decide(request, requests.length - 1)
    if (fate === 'not-sent') throw new TransportError('Connection refused.', { sent: 'no' })
    if (fate === 'lost') throw new TransportError('Connection reset.', { sent: 'maybe' })
    if (fate === 'throws') throw new TypeError('Invalid state.')
    if (fate === 'hang') return untilAborted(request.signal)
    if (fate.delayMs > 0) await delay(clock, fate.delayMs, request.signal)
    const body = createBody(fate, request.signal, open)
    open.add(body)
    request.signal.addEventListener('abort', () => open.delete(body), { once: true })
    return { status: fate.status, header: (name: string) => fate.headers[name], body }
  }
  return {
    transport,
    requests,
    get openBodies() {
      return open.size
    },
  }
}

function createBody({ chunks, end }: AnsweredFate, signal: AbortSignal, open: Set<object>): TransportResponse['body'] {
  const left = [...chunks]
  const close = (): IteratorResult<Uint8Array> => {
    open.delete(body)
    return { done: true, value: undefined }
  }
  const body = {
    [Symbol.asyncIterator]: () => ({
      async next(): Promise<IteratorResult<Uint8Array>> {
        const value = left.shift()
        if (value) return { done: false, value }
        if (end === 'stalled') return untilAborted(signal)
        close()
        if (end === 'cut') throw new TransportError('Connection reset.', { sent: 'maybe' })
        return { done: true, value: undefined }
      },
      return: async () => close(),
    }),
  }
  return body
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new TransportError('Aborted.', { sent: 'maybe' }))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

function delay(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        cancel()
        reject(new TransportError('Aborted.', { sent: 'maybe' }))
      },
      { once: true },
    )
  })
}
