import { guildOf, type Backend } from '../backend.ts'
import type { CommandRecord } from '../commands/registry.ts'
import { isObject, type JsonObject } from '../json.ts'
import { channelPermissions, hasPermission } from '../state/permissions.ts'
import type { ChannelRecord, UserRecord } from '../state/world-state.ts'
import { ActorError } from './actor-error.ts'

/** How the app got to the place of an interaction. */
export interface Installation {
  /** `authorizing_integration_owners`. */
  readonly owners: JsonObject
  readonly userInstallOnly: boolean
}

/** 0 guild, 1 direct channel with the bot, 2 any other private channel. */
export function contextOf(channel: ChannelRecord): 0 | 1 | 2 {
  if (channel.guildId !== null) return 0
  return channel.type === 1 ? 1 : 2
}

/** Commands of a type that Discord's client would offer to a user in a channel. */
export function commandsFor(
  backend: Backend,
  user: UserRecord,
  channel: ChannelRecord,
  type: 1 | 2 | 3,
): CommandRecord[] {
  const scopes = channel.guildId === null ? [null] : [channel.guildId, null]
  return scopes
    .flatMap((scope) => backend.commands.list(scope))
    .filter((command) => command.wire['type'] === type && unavailable(backend, command, user, channel) === undefined)
}

/**
 * @param type 1 chat input, 2 user, 3 message
 * @throws ActorError when the client would not offer the command here, with the reason
 */
export function findCommand(
  backend: Backend,
  user: UserRecord,
  channel: ChannelRecord,
  type: 1 | 2 | 3,
  name: string,
): { readonly command: CommandRecord; readonly installation: Installation } {
  const scopes = channel.guildId === null ? [null] : [channel.guildId, null]
  const named = scopes
    .flatMap((scope) => backend.commands.list(scope))
    .filter((command) => command.wire['type'] === type && command.wire['name'] === name)
  let reason = `There is no command "${name}"`
  for (const command of named) {
    const problem = unavailable(backend, command, user, channel)
    if (problem === undefined) return { command, installation: installationOf(backend, command, user, channel) }
    reason = `The command "${name}" is not offered to ${user.username}: ${problem}`
  }
  throw new ActorError(reason)
}

function unavailable(
  backend: Backend,
  command: CommandRecord,
  user: UserRecord,
  channel: ChannelRecord,
): string | undefined {
  const { wire } = command
  const contexts = Array.isArray(wire['contexts']) ? (wire['contexts'] as unknown[]) : undefined
  if (contexts !== undefined && !contexts.includes(contextOf(channel))) return 'it is not for this kind of place'
  if (Object.keys(installationOf(backend, command, user, channel).owners).length === 0)
    return 'the app is not installed here'
  const guild = guildOf(backend, channel)
  if (guild === undefined) {
    const present = channel.recipientIds.includes(user.id)
    return present ? undefined : 'the user is not in this channel'
  }
  if (!guild.members.has(user.id)) return 'the user is not in this server'
  const permissions = channelPermissions(guild, channel, user.id)
  if (!hasPermission(permissions, 'ViewChannel')) return 'the user does not see this channel'
  if (!hasPermission(permissions, 'UseApplicationCommands')) return 'the user may not use commands here'
  const needed = wire['default_member_permissions']
  if (typeof needed === 'string') {
    const isAdmin = hasPermission(permissions, 'Administrator')
    const bits = BigInt(needed)
    if (!isAdmin && (bits === 0n || (permissions & bits) !== bits)) return 'the user lacks the permission it asks for'
  }
  return undefined
}

export function installationOf(
  backend: Backend,
  command: Pick<CommandRecord, 'guildId' | 'wire'> | undefined,
  user: UserRecord,
  channel: ChannelRecord,
): Installation {
  const types = command?.wire['integration_types']
  const integrations = command?.guildId != null || !Array.isArray(types) ? [0, 1] : (types as unknown[])
  const guild = guildOf(backend, channel)
  const owners: JsonObject = {}
  if (integrations.includes(0)) {
    if (guild?.botInstalled) owners['0'] = guild.id
    else if (contextOf(channel) === 1) owners['0'] = '0'
  }
  if (integrations.includes(1) && user.installedApp) owners['1'] = user.id
  return { owners, userInstallOnly: owners['0'] === undefined }
}

/** Walks down to a subcommand: `['flux', 'generate']`. @returns its options, and how to wrap filled ones */
export function findSubcommand(
  command: CommandRecord,
  path: readonly string[],
): { readonly definitions: JsonObject[]; readonly wrap: (options: JsonObject[]) => JsonObject[] } {
  let definitions = optionsOf(command.wire)
  const chain: JsonObject[] = []
  for (const name of path) {
    const next = definitions.find((option) => option['name'] === name && (option['type'] === 1 || option['type'] === 2))
    if (next === undefined) throw new ActorError(`"${String(command.wire['name'])}" has no subcommand "${name}"`)
    chain.push(next)
    definitions = optionsOf(next)
  }
  if (definitions.some((option) => option['type'] === 1 || option['type'] === 2)) {
    throw new ActorError(`"${String(command.wire['name'])}" needs a subcommand`)
  }
  return {
    definitions,
    wrap: (options) => chain.reduceRight((inner, { name, type }) => [{ name, type, options: inner }], options),
  }
}

function optionsOf(holder: JsonObject): JsonObject[] {
  return Array.isArray(holder['options']) ? holder['options'].filter(isObject) : []
}
