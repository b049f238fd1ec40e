/** Source: Discord's documentation, "Gateway Opcodes". */
export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presenceUpdate: 3,
  voiceStateUpdate: 4,
  resume: 6,
  reconnect: 7,
  requestGuildMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const

/** Source: Discord's documentation, "Gateway Close Event Codes". */
export const closeCodes = {
  unknownError: 4000,
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  shardingRequired: 4011,
  invalidApiVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const

/** Guild members, presences, message content. */
export const privilegedIntents: number = (1 << 1) | (1 << 8) | (1 << 15)

export const messageContentIntent: number = 1 << 15

/** Bits that have a meaning: 0-16, AutoMod (20, 21) and polls (24, 25). */
export const knownIntents: number = (1 << 17) - 1 + (1 << 20) + (1 << 21) + (1 << 24) + (1 << 25)
