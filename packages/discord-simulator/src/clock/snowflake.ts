import type { DiscordClock } from './clock.ts'

/** Discord counts from the first second of 2015. */
const discordEpochMs = 1_420_070_400_000

/** @returns ids that grow with time and never repeat, also while the clock stands still */
export function createSnowflakes(clock: Pick<DiscordClock, 'now'>): () => string {
  let last = 0n
  return () => {
    const fromClock = BigInt(Math.max(0, Math.floor(clock.now()) - discordEpochMs)) << 22n
    last = fromClock > last ? fromClock : last + 1n
    return last.toString()
  }
}
