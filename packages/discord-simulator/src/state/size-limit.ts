import type { GuildRecord } from './world-state.ts'

const mebibyte = 1024 * 1024

/** Bytes that one file may have in this place. Source: Discord's documentation, "Uploading Files". */
export function fileSizeLimit(guild: GuildRecord | undefined): number {
  if (guild?.boostTier === 3) return 100 * mebibyte
  if (guild?.boostTier === 2) return 50 * mebibyte
  return 10 * mebibyte
}
