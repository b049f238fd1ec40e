// Taken now: a test may replace them later.
const realTimeout = setTimeout
const realNow = performance.now.bind(performance)

const pauseMs = 5
/** Shorter than the time that vitest gives a test: its error says less than the last one of the check. */
const limitMs = 50_000

/**
 * Waits until a check passes, for what a test can neither await nor move a clock for: another process, a file, a socket.
 * It takes as long as the machine needs, and no longer.
 * @param check throws as long as it has not happened
 * @returns what the check returns
 * @throws what the check threw last, after 50 s
 */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  for (const startedMs = realNow(); ; await new Promise((resolve) => realTimeout(resolve, pauseMs))) {
    try {
      return await check()
    } catch (error) {
      if (realNow() - startedMs > limitMs) throw error
    }
  }
}
