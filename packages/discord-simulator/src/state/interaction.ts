import type { JsonObject } from '../json.ts'
import type { MessageInteraction } from './message.ts'

/** Discord's rule: the first answer within 3 s. */
export const acknowledgeWithinMs = 3_000
/** Discord's rule: the token lives 15 min. */
export const tokenLifetimeMs: number = 15 * 60_000

/** 2 command, 3 component, 4 autocomplete, 5 modal submission. */
export type InteractionType = 2 | 3 | 4 | 5

export interface InteractionRecord {
  readonly id: string
  readonly token: string
  readonly type: InteractionType
  readonly userId: string
  readonly channelId: string
  readonly guildId: string | null
  readonly createdAtMs: number
  /** What messages of this interaction say about it; autocomplete has none. */
  readonly metadata: MessageInteraction | undefined
  /** The message whose component was used. */
  readonly sourceMessageId: string | undefined
  /** The app isn't a member here: it is only available because the user installed it. */
  readonly userInstallOnly: boolean
  /** The user may not use external apps here: every reply is visible only to them. */
  readonly forcedEphemeral: boolean
  /** Type of the callback that acknowledged it. */
  acknowledgedBy: number | undefined
  /** The 3 s have passed without a response. */
  failed: boolean
  /** The reply, or the source message after an update. */
  responseMessageId: string | undefined
  followUpIds: string[]
  modal: JsonObject | undefined
  choices: JsonObject[] | undefined
}
