import type { FluxErrorDetails } from '../errors/flux-error.ts'
import type { Network } from './exchange.ts'
import { failureOf } from './failure.ts'
import { type RetryPolicy, retryDelayMs } from './retry.ts'
import { sleep } from './sleep.ts'

/** Waits before the next try. @throws {AbortedError} at once when the signal is aborted meanwhile */
export async function pauseBeforeRetry(
  network: Network,
  policy: RetryPolicy,
  when: {
    readonly attempt: number
    readonly retryAfterMs?: number | undefined
    readonly signal?: AbortSignal | undefined
  },
  context: FluxErrorDetails,
): Promise<void> {
  try {
    await sleep(network.clock, retryDelayMs(policy, { ...when, random: network.random() }), when.signal)
  } catch (error) {
    throw failureOf(error, context)
  }
}
