import type { DiscordClock } from '../clock/clock.ts'
import type { EventStream } from '../events/event-stream.ts'
import { acknowledgeWithinMs, tokenLifetimeMs, type InteractionRecord } from './interaction.ts'

export interface InteractionStore {
  /** Starts the 3 s. */
  add(interaction: InteractionRecord): void
  byId(id: string): InteractionRecord | undefined
  byToken(token: string): InteractionRecord | undefined
  isTokenAlive(interaction: InteractionRecord): boolean
  /** Ends the 3 s and notifies those who follow the interaction. */
  acknowledge(interaction: InteractionRecord, callbackType: number): void
  /** "The application did not respond", before the 3 s are over. Nothing happens when it has responded. */
  fail(interaction: InteractionRecord): void
  touched(interaction: InteractionRecord): void
}

export function createInteractionStore(clock: DiscordClock, events: EventStream): InteractionStore {
  const byId = new Map<string, InteractionRecord>()
  const byToken = new Map<string, InteractionRecord>()
  const deadlines = new Map<string, () => void>()

  function touched(interaction: InteractionRecord): void {
    events.emit({ type: 'interaction.updated', interactionId: interaction.id, userId: interaction.userId })
  }

  function fail(interaction: InteractionRecord): void {
    if (interaction.acknowledgedBy !== undefined || interaction.failed) return
    deadlines.get(interaction.id)?.()
    deadlines.delete(interaction.id)
    interaction.failed = true
    touched(interaction)
  }

  return {
    add(interaction) {
      byId.set(interaction.id, interaction)
      byToken.set(interaction.token, interaction)
      const cancel = clock.setTimer(() => fail(interaction), acknowledgeWithinMs)
      deadlines.set(interaction.id, cancel)
      events.emit({ type: 'interaction.created', interactionId: interaction.id, userId: interaction.userId })
    },
    byId: (id) => byId.get(id),
    byToken: (token) => byToken.get(token),
    isTokenAlive: (interaction) => clock.now() < interaction.createdAtMs + tokenLifetimeMs,
    acknowledge(interaction, callbackType) {
      deadlines.get(interaction.id)?.()
      deadlines.delete(interaction.id)
      interaction.acknowledgedBy = callbackType
    },
    fail,
    touched,
  }
}
