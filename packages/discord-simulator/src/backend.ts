import type { Cdn } from './cdn/cdn.ts'
import type { DiscordClock } from './clock/clock.ts'
import type { CommandRegistry } from './commands/registry.ts'
import type { EventStream } from './events/event-stream.ts'
import type { InteractionStore } from './state/interaction-store.ts'
import type { RequestValidator } from './validator/request-validator.ts'
import type { JsonObject } from './json.ts'
import type { InteractionRecord } from './state/interaction.ts'
import type { ChannelRecord, GuildRecord, UserRecord, WorldState } from './state/world-state.ts'
import { discordError } from './requests/errors.ts'

export interface GatewayPort {
  /**
   * Sends an event to every session with one of `intents`; 0 goes to all.
   * @param redacted the event for sessions without the intent for message content
   */
  dispatch(event: string, data: JsonObject, intents?: number, redacted?: JsonObject): void
  /** Sessions that have identified and are connected. */
  readonly connectedCount: number
}

/** HTTP interactions. */
export interface EndpointPort {
  /** undefined: interactions go to the gateway. */
  readonly url: string | undefined
  /** The application's public key in hexadecimal. */
  readonly verifyKey: string
  /** @returns what is wrong with a URL; undefined when it may be set */
  check(url: string): Promise<string | undefined>
  use(...urls: readonly string[]): void
  /** Sends an interaction, and takes its answer. */
  deliver(interaction: InteractionRecord, payload: JsonObject): void
}

/** What every part of the simulator shares. */
export interface Backend {
  readonly applicationId: string
  readonly applicationName: string
  readonly botToken: string
  /** The bot's user; its id is the application's. */
  readonly botUser: UserRecord
  readonly clock: DiscordClock
  readonly nextId: () => string
  readonly newToken: () => string
  readonly world: WorldState
  readonly events: EventStream
  readonly cdn: Cdn
  readonly gateway: GatewayPort
  readonly endpoint: EndpointPort
  /** Connections that a bot of this size must have. */
  readonly shards: number
  readonly commands: CommandRegistry
  readonly interactions: InteractionStore
  readonly validator: RequestValidator
}

/** @throws RestError 10003 */
export function findChannel(backend: Backend, id: string | undefined): ChannelRecord {
  const channel = id === undefined ? undefined : backend.world.channels.get(id)
  if (channel === undefined || channel.deleted) throw discordError(10003)
  return channel
}

export function guildOf(backend: Backend, channel: ChannelRecord): GuildRecord | undefined {
  return channel.guildId === null ? undefined : backend.world.guilds.get(channel.guildId)
}
