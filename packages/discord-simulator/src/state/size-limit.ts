import type { GuildRecord } from './world-state.ts'

const mebibyte = 1024 * 1024

/** The largest file in this location, in bytes. Source: Discord's documentation, "Uploading Files". */
export function fileSizeLimit(guild: GuildRecord | undefined): number {
  if (guild?.boostTier === 3) return 100 * mebibyte
  if (guild?.boostTier === 2) return 50 * mebibyte
  return 10 * mebibyte
}
