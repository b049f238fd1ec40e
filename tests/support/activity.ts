import type { Transport } from '@fluxkit/core'

/** What is under way on the network of one test. */
export interface Activity {
  /** Requests without a complete answer. */
  readonly inFlight: number
  /** Grows with everything that happens. */
  readonly happened: number
  watch(transport: Transport): Transport
  /** For requests that are not made by core. */
  track<T>(work: Promise<T>): Promise<T>
}

export function createActivity(): Activity {
  let inFlight = 0
  let happened = 0

  return {
    get inFlight() {
      return inFlight
    },
    get happened() {
      return happened
    },
    watch: (transport) => async (request) => {
      happened++
      inFlight++
      let isOpen = true
      const end = (): void => {
        if (isOpen) inFlight--
        isOpen = false
        happened++
      }
      // Whoever gives up on a request does not have to read its body.
      request.signal.addEventListener('abort', end, { once: true })
      try {
        const response = await transport(request)
        happened++
        return { ...response, body: readThrough(response.body, () => void happened++, end) }
      } catch (error) {
        end()
        throw error
      }
    },
    async track(work) {
      happened++
      inFlight++
      try {
        return await work
      } finally {
        happened++
        inFlight--
      }
    },
  }
}

async function* readThrough(
  body: AsyncIterable<Uint8Array>,
  onChunk: () => void,
  onEnd: () => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of body) {
      onChunk()
      yield chunk
    }
  } finally {
    onEnd()
  }
}
