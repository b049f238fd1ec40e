/** Codes of Discord's API that lead to different steps. Source: "Opcodes and Status Codes", JSON error codes. */
export const discordCodes = {
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  tooLarge: 40_005,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  cannotDirectMessage: 50_007,
  missingPermission: 50_013,
  invalidWebhookToken: 50_027,
  blockedByAutoMod: 200_000,
} as const

export interface DiscordFailure {
  /** Discord's own code; undefined for gateways and connections. */
  readonly code?: number | undefined
  /** The HTTP status; undefined when there was no answer. */
  readonly status?: number | undefined
}

/** Reads what discord.js throws, without its classes: copies in bundles would not know each other. */
export function readDiscordFailure(error: unknown): DiscordFailure {
  if (typeof error !== 'object' || error === null) return {}
  const { code, status }: { code?: unknown; status?: unknown } = error
  return {
    code: typeof code === 'number' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
  }
}

export function isBlockedByAutoMod(error: unknown): boolean {
  return readDiscordFailure(error).code === discordCodes.blockedByAutoMod
}

/**
 * What to do after a post or an edit has failed.
 * `smaller`: the files are too large after all. `plain`: AutoMod refused the words. `elsewhere`: this way is closed for
 * good. `later`: it may work in a while.
 */
export function nextStepAfter({ code, status }: DiscordFailure): 'smaller' | 'plain' | 'elsewhere' | 'later' {
  if (code === discordCodes.tooLarge || status === 413) return 'smaller'
  if (code === discordCodes.blockedByAutoMod) return 'plain'
  if (status === undefined || status === 429 || status >= 500) return 'later'
  return 'elsewhere'
}
