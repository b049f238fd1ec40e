import { type Clock, toWallMs } from '../http/clock.ts'
import type { Transport, TransportRequest, TransportResponse } from '../http/transport.ts'

/** An answer that took longer says too little about when it was made. */
const maxTransitMs = 5_000
/** Clocks do not drift faster than that matters. */
const learnEveryMs = 10_000
/** The header has whole seconds, rounded down. */
const meanFractionMs = 500

/** A machine that slept, or whose clock was set, shows it by more than this; less is drift. */
const maxDriftMs = 1_000

/** How far the service's clock is from the client's wall clock, from the `Date` headers of its answers. */
export interface ServerTime {
  /**
   * The service's clock minus the wall clock. `undefined` before the first answer, and between a sleep of the machine or a change
   * of its clock and the next answer: nobody knows which of the two it was.
   */
  readonly offsetMs: () => number | undefined
  /** The same transport, whose answers are listened to. */
  readonly transport: Transport
}

/** @param origin of the service: other hosts have clocks of their own */
export function observeServerTime(transport: Transport, clock: Clock, origin: string): ServerTime {
  let learned: { readonly offsetMs: number; readonly wallAheadMs: number } | undefined
  let learnAtMs = -Infinity
  const wallAheadMs = (): number => toWallMs(clock, 0)
  const isValid = (): boolean => learned !== undefined && Math.abs(wallAheadMs() - learned.wallAheadMs) <= maxDriftMs

  async function observe(request: TransportRequest, sentAtMs: number): Promise<TransportResponse> {
    const response = await transport(request)
    const receivedAtMs = clock.now()
    const dateMs = Date.parse(response.header('date') ?? '')
    if (!Number.isNaN(dateMs) && receivedAtMs - sentAtMs <= maxTransitMs) {
      learnAtMs = receivedAtMs + learnEveryMs
      const madeAtMs = toWallMs(clock, (sentAtMs + receivedAtMs) / 2)
      learned = { offsetMs: Math.round(dateMs + meanFractionMs - madeAtMs), wallAheadMs: wallAheadMs() }
    }
    return response
  }
  return {
    offsetMs: () => (isValid() ? learned?.offsetMs : undefined),
    transport(request) {
      const nowMs = clock.now()
      const isOwn = (nowMs >= learnAtMs || !isValid()) && request.network === 'api' && request.url.origin === origin
      return isOwn ? observe(request, nowMs) : transport(request)
    },
  }
}
