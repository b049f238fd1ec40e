import { setTimeout as sleep } from 'node:timers/promises'

/** Between two checks. Nothing waits for this time itself: a state that is there already is found at once. */
const intervalMs = 50

/**
 * Checks a state until it is there. The only place where these tests wait: for a state, never for a time.
 *
 * @param timeoutMs Far more than a quiet machine needs: a busy one must not make a right program look wrong.
 * @throws {Error} when the time is over
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await check()
    if (value !== undefined) return value
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`)
    await sleep(intervalMs)
  }
}
