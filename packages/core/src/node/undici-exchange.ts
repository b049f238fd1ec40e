import type { Dispatcher } from 'undici'
import type { TransportResponse } from '../http/transport.ts'

/** As much of a body waits unread before the connection is paused; what Node's own streams hold. */
const highWaterBytes = 64 * 1024

type Controller = Dispatcher.DispatchController

/**
 * One request by undici's `dispatch`, its innermost interface: `undici.request` puts a Node stream around each body,
 * which for the small answers of an API costs more than the rest of core.
 * @throws what undici throws, until the headers have come; later failures come out of the body
 */
export function exchangeByUndici(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new Exchange(signal, resolve, reject))
  })
}

/** undici's callbacks on one side, the body on the other. One object with methods: this runs for every request. */
class Exchange implements Dispatcher.DispatchHandler, AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array, void> {
  readonly #signal: AbortSignal
  readonly #resolve: (response: TransportResponse) => void
  readonly #reject: (failure: Error) => void
  /** What has arrived and was not yet read. */
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #controller: Controller | undefined
  #ended = false
  #failure: Error | undefined
  #wake: (() => void) | undefined

  constructor(signal: AbortSignal, resolve: (response: TransportResponse) => void, reject: (failure: Error) => void) {
    this.#signal = signal
    this.#resolve = resolve
    this.#reject = reject
    signal.addEventListener('abort', this, { once: true })
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.#controller?.abort(this.#signal.reason as Error)
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#signal.aborted) this.handleEvent()
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // 1xx only announce the answer.
    if (status < 200) return
    const header = (name: string): string | undefined => {
      const value = headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    }
    this.#resolve({ status, header, body: this })
  }

  onResponseData(controller: Controller, chunk: Uint8Array): void {
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.byteLength
    if (this.#waitingBytes >= highWaterBytes) controller.pause()
    this.#wake?.()
  }

  onResponseEnd(): void {
    this.#settle(undefined)
  }

  onResponseError(_controller: Controller, failure: Error): void {
    this.#settle(failure)
    // Has no effect once the headers have arrived.
    this.#reject(failure)
  }

  #settle(failure: Error | undefined): void {
    this.#signal.removeEventListener('abort', this)
    this.#ended = true
    this.#failure = failure
    this.#wake?.()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Uint8Array, void>> {
    while (true) {
      if (this.#failure) throw this.#failure
      const value = this.#waiting.shift()
      if (value) {
        this.#waitingBytes -= value.byteLength
        if (this.#waitingBytes < highWaterBytes) this.#controller?.resume()
        return { done: false, value }
      }
      if (this.#ended) return { done: true, value: undefined }
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, void>> {
    this.#waiting = []
    if (!this.#ended) this.#controller?.abort(new Error('The body was left unread.'))
    return { done: true, value: undefined }
  }
}
