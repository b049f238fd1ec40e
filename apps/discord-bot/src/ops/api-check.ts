import type { Clock, FluxClient } from '@fluxkit/core/node'

/** How long an answer counts. */
const freshMs = 60_000
const limitMs = 5_000

/** Does the service respond? Makes a free call at most once a minute, however often readiness is requested. */
export function createApiCheck(flux: Pick<FluxClient, 'checkConnection'>, clock: Clock): () => Promise<boolean> {
  let checkedMs = -Infinity
  let answer: Promise<boolean> = Promise.resolve(false)
  return () => {
    if (clock.now() - checkedMs < freshMs) return answer
    checkedMs = clock.now()
    const stop = new AbortController()
    const cancel = clock.setTimer(() => stop.abort(), limitMs)
    answer = flux
      .checkConnection({ signal: stop.signal })
      .then(
        () => true,
        () => false,
      )
      .finally(cancel)
    return answer
  }
}
