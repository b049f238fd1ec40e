import type { Clock } from '../http/clock.ts'
import type { Transport, TransportRequest, TransportResponse } from '../http/transport.ts'

/** An answer that took longer says too little about when it was made. */
const maxTransitMs = 5_000
/** Clocks do not drift faster than that matters. */
const learnEveryMs = 10_000
/** The header has whole seconds, rounded down. */
const meanFractionMs = 500

/** How far the service's clock is from the client's, from the `Date` headers of its answers. */
export interface ServerTime {
  /** The service's clock minus the client's; `undefined` before the first answer. */
  readonly offsetMs: () => number | undefined
  /** The same transport, whose answers are listened to. */
  readonly transport: Transport
}

/** @param origin of the service: other hosts have clocks of their own */
export function observeServerTime(transport: Transport, clock: Clock, origin: string): ServerTime {
  let offsetMs: number | undefined
  let learnAtMs = -Infinity
  async function observe(request: TransportRequest, sentAtMs: number): Promise<TransportResponse> {
    const response = await transport(request)
    const receivedAtMs = clock.now()
    const dateMs = Date.parse(response.header('date') ?? '')
    if (!Number.isNaN(dateMs) && receivedAtMs - sentAtMs <= maxTransitMs) {
      learnAtMs = receivedAtMs + learnEveryMs
      offsetMs = Math.round(dateMs + meanFractionMs - (sentAtMs + receivedAtMs) / 2)
    }
    return response
  }
  return {
    offsetMs: () => offsetMs,
    transport(request) {
      const nowMs = clock.now()
      const isOwn = nowMs >= learnAtMs && request.network === 'api' && request.url.origin === origin
      return isOwn ? observe(request, nowMs) : transport(request)
    },
  }
}
