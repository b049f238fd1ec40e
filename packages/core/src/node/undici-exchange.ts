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
    const body = createBody()
    const onAbort = (): void => body.controller?.abort(signal.reason as Error)
    const settle = (failure?: Error): void => {
      signal.removeEventListener('abort', onAbort)
      body.end(failure)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    dispatcher.dispatch(options, {
      onRequestStart(controller) {
        body.controller = controller
        if (signal.aborted) onAbort()
      },
      onResponseStart(_controller, status, headers) {
        // 1xx only announce the answer.
        if (status < 200) return
        const header = (name: string): string | undefined => {
          const value = headers[name]
          return Array.isArray(value) ? value.join(', ') : value
        }
        resolve({ status, header, body: body.chunks })
      },
      onResponseData: (_controller, chunk) => body.push(chunk),
      onResponseEnd: () => settle(),
      onResponseError(_controller, error) {
        settle(error)
        // Of no effect once the headers have come.
        reject(error)
      },
    })
  })
}

interface Body {
  controller: Controller | undefined
  readonly chunks: AsyncIterable<Uint8Array>
  push(chunk: Uint8Array): void
  end(failure?: Error): void
}

/** What has arrived and was not yet read, between undici's callbacks and the reader. */
function createBody(): Body {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let ended = false
  let failure: Error | undefined
  let wake: (() => void) | undefined

  const iterator: AsyncIterator<Uint8Array, void> = {
    async next() {
      while (true) {
        if (failure) throw failure
        const value = waiting.shift()
        if (value) {
          waitingBytes -= value.byteLength
          if (waitingBytes < highWaterBytes) body.controller?.resume()
          return { done: false, value }
        }
        if (ended) return { done: true, value: undefined }
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    async return() {
      waiting = []
      if (!ended) body.controller?.abort(new Error('The body was left unread.'))
      return { done: true, value: undefined }
    },
  }
  const body: Body = {
    controller: undefined,
    chunks: { [Symbol.asyncIterator]: () => iterator },
    push(chunk) {
      waiting.push(chunk)
      waitingBytes += chunk.byteLength
      if (waitingBytes >= highWaterBytes) body.controller?.pause()
      wake?.()
    },
    end(error) {
      ended = true
      failure = error
      wake?.()
    },
  }
  return body
}
