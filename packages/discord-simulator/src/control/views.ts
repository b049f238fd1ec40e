import type { Backend } from '../backend.ts'
import { commandsFor } from '../actors/find-command.ts'
import { Reply } from '../actors/reply.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import type { JsonObject } from '../json.ts'
import type { MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import type { GuildRecord } from '../state/world-state.ts'
import type { World } from '../actors/world.ts'

/** What a page about the simulator shows; plain JSON. */

export function worldView(backend: Backend, world: World): JsonObject {
  return {
    bot: { id: backend.botUser.id, name: backend.botUser.username, online: isOnline(backend) },
    users: world.users.map(({ id, name, locale }) => ({ id, name, locale })),
    guilds: world.guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      channels: guild.channels.map(({ id, name }) => ({ id, name })),
      ...membersView(backend.world.guilds.get(guild.id)),
    })),
    directChannels: Array.from(backend.world.channels.values())
      .filter((channel) => channel.guildId === null)
      .map(({ id, type, name, recipientIds }) => ({ id, type, name, recipientIds })),
  }
}

/** Roles but for that of everyone, and who has them. */
function membersView(guild: GuildRecord | undefined): JsonObject {
  const roles = Array.from(guild?.roles.values() ?? []).filter(({ id }) => id !== guild?.id)
  const members = Array.from(guild?.members.values() ?? [])
  return {
    roles: roles.map(({ id, name }) => ({ id, name })),
    members: members.map(({ userId, roleIds }) => ({ userId, roleIds })),
  }
}

/** A message as one user sees it; `message` is in Discord's form, with links that work now. */
export function messageView(backend: Backend, message: MessageRecord): JsonObject {
  return {
    channelId: message.channelId,
    ephemeral: message.ephemeralFor !== undefined,
    deleted: message.deleted,
    revision: message.revision,
    pings: message.pings,
    command: commandOf(message),
    message: message.deleted ? { id: message.id } : messageToWire(backend, message),
  }
}

/** The command that people see above a reply; the wire form of a message does not have it. Buttons show none. */
function commandOf({ interaction }: MessageRecord): string | null {
  return interaction === undefined || interaction.type === 3 ? null : interaction.name
}

export function interactionView(backend: Backend, interaction: InteractionRecord): JsonObject {
  const { state } = new Reply(backend, interaction)
  return {
    id: interaction.id,
    channelId: interaction.channelId,
    state,
    messageId: interaction.responseMessageId ?? null,
    modal: interaction.modal ?? null,
  }
}

/** Everything that Discord's client would offer a user in a channel. */
export function commandsView(backend: Backend, userId: string, channelId: string): JsonObject[] {
  const user = backend.world.users.get(userId)
  const channel = backend.world.channels.get(channelId)
  if (user === undefined || channel === undefined) return []
  return ([1, 2, 3] as const).flatMap((type) => commandsFor(backend, user, channel, type)).map(({ wire }) => wire)
}

/** Shows the bot as reachable: connected, or by its URL. */
export function isOnline({ gateway, endpoint }: Backend): boolean {
  return gateway.connectedCount > 0 || endpoint.url !== undefined
}
