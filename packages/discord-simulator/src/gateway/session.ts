import type { JsonObject } from '../json.ts'
import type { Shard } from './shards.ts'

export interface SentEvent {
  readonly sequence: number
  readonly payload: JsonObject
}

/** A session outlives its connection, so that it can be resumed. */
export interface GatewaySession {
  readonly id: string
  readonly intents: number
  readonly shard: Shard
  readonly token: string
  sequence: number
  /** For replay on resume. */
  readonly sent: SentEvent[]
  /** false once it was invalidated. */
  resumable: boolean
}

/** How many sessions without a connection wait for a resume. */
export const keptIdleSessions = 3

/** How many events a session keeps for a resume. */
export const keptEvents = 1000
